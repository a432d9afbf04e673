"""A lock of threads is two locks after a fork: main waits for the child under its own, the child takes its own."""

import threading
import time
from multiprocessing import Process

lock = threading.Lock()


def work():
    time.sleep(0.6)
    for _ in range(2):
        with lock:
            time.sleep(0.6)
            print("the child has its own lock", flush=True)


if __name__ == "__main__":
    process = Process(target=work, name="child")
    process.start()
    with lock:
        process.join()
