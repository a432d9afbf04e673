"""Both threads of a pool wait for a lock, which the callback of an earlier result releases after two seconds."""

import threading
import time
from multiprocessing.pool import ThreadPool

lock = threading.Lock()


def task(number):
    if number:
        with lock:
            return number
    return number


def free(_):
    time.sleep(2)
    lock.release()


if __name__ == "__main__":
    lock.acquire()
    with ThreadPool(2) as pool:
        first = pool.apply_async(task, (0,), callback=free)
        print(pool.map(task, [1, 2], 1), first.get(), flush=True)
