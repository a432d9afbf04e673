"""Two threads of a worker take two locks in two orders and are stuck; the parent gives it 2 s, and ends it then."""

import threading
import time
from multiprocessing import Process


def take(first, second):
    with first:
        time.sleep(0.2)
        with second:
            pass


def work():
    left, right = threading.Lock(), threading.Lock()
    threading.Thread(target=take, args=(left, right), name="left-first").start()
    take(right, left)


if __name__ == "__main__":
    worker = Process(target=work, name="worker")
    worker.start()
    worker.join(2)
    if worker.is_alive():
        worker.kill()
    worker.join()
    print(worker.exitcode)
