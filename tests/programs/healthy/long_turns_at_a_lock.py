"""Four threads hold a lock for two seconds each, so that the last one waits for six; nobody holds it for long."""

import threading
import time

lock = threading.Lock()


def take_a_turn():
    with lock:
        time.sleep(2)


if __name__ == "__main__":
    threads = [threading.Thread(target=take_a_turn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
