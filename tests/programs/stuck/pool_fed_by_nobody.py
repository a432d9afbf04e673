"""Tasks of a pool of threads wait for items of a queue that only later tasks of the same pool would put."""

# finding: nobody-left
# objects: parts

import queue
from multiprocessing.pool import ThreadPool

parts = queue.Queue()


def assemble(_):
    return parts.get()  # where


def make(number):
    parts.put(number)


if __name__ == "__main__":
    with ThreadPool(2) as pool:
        cars = pool.map_async(assemble, range(2))
        pool.map(make, range(2))
        print(cars.get(), flush=True)
