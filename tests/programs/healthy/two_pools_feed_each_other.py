"""Tasks of one pool of threads wait for an item that a task of another puts after two seconds."""

import queue
import time
from multiprocessing.pool import ThreadPool

items = queue.Queue()


def put(number):
    time.sleep(2)
    items.put(number)


if __name__ == "__main__":
    with ThreadPool(2) as getters, ThreadPool(2) as putters:
        got = getters.map_async(lambda _: items.get(), range(2), 1)
        putters.map(put, range(2), 1)
        print(sorted(got.get()), flush=True)
