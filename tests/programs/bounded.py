"""Ten processes put an item each into a queue of three places, ten get one each and print it under a lock."""

import os
from multiprocessing import Lock, Process, Queue


def put(queue):
    queue.put(f"{os.getpid()} put this")


def get(queue, lock):
    item = queue.get()
    with lock:
        print(os.getpid(), "got:", item)


if __name__ == "__main__":
    lock = Lock()
    queue = Queue(3)
    putters = [Process(target=put, args=(queue,)) for _ in range(10)]
    getters = [Process(target=get, args=(queue, lock)) for _ in range(10)]
    for worker in putters + getters:
        worker.start()
    for worker in putters:
        worker.join()
    queue.close()
    for worker in getters:
        worker.join()
