"""Putters and getters share a bounded queue. Arguments: putters, getters, items of each putter, maxsize.

Each getter prints what it got, one item a line.
"""

import sys
from multiprocessing import Process, Queue


def put(queue, number, items):
    for item in range(items):
        queue.put(f"p{number}i{item}")


def get(queue):
    got = list(iter(queue.get, None))
    print("\n".join(got))


if __name__ == "__main__":
    putters, getters, items, maxsize = map(int, sys.argv[1:])
    queue = Queue(maxsize)
    writers = [Process(target=put, args=(queue, number, items)) for number in range(putters)]
    readers = [Process(target=get, args=(queue,)) for _ in range(getters)]
    for worker in writers + readers:
        worker.start()
    for worker in writers:
        worker.join()
    for _ in readers:
        queue.put(None)
    for worker in readers:
        worker.join()
