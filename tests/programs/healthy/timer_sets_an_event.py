"""Two threads and main wait for an event that a threading.Timer sets after 1.5 s."""

import threading

if __name__ == "__main__":
    start = threading.Event()
    threads = [threading.Thread(target=start.wait, name=f"runner-{number}") for number in range(2)]
    for thread in threads:
        thread.start()
    threading.Timer(1.5, start.set).start()
    start.wait()
    for thread in threads:
        thread.join()
