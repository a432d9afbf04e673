"""Two threads share a lock that one of them holds at any time. Only one waits, and the other works."""

import threading
import time

lock = threading.Lock()


def work():
    for _ in range(80):
        with lock:
            time.sleep(0.02)


if __name__ == "__main__":
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
