"""A pool of threads, and a pool that is never closed."""

import multiprocessing
import multiprocessing.pool
import threading
import warnings


def work(number):
    return number + 1


if __name__ == "__main__":
    warnings.simplefilter("always")
    with multiprocessing.pool.ThreadPool(3) as pool:
        print(pool.map(work, range(6)), pool)
    multiprocessing.get_context("fork")
    pool = multiprocessing.Pool(1)
    print(pool.apply(work, (1,)), threading.current_thread().name)
    del pool
