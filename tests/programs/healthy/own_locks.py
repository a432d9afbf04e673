"""A lock of threads is another lock in each process: while main holds its own, the child takes its own, twice."""

import threading
from multiprocessing import Process

lock = threading.Lock()


def work():
    for _ in range(2):
        with lock:
            print("child has its own lock")


if __name__ == "__main__":
    process = Process(target=work, name="w")
    process.start()
    with lock:
        process.join()
