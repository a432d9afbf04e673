"""The article's third program: ten put into a queue of three, ten get, and print under a lock."""

# compare: sorted-lines
import multiprocessing
import os
import time


def put(queue):
    queue.put(f"{os.getpid()}(put):{time.time()}"[:0] + "item")


def get(queue, lock):
    info = queue.get()
    lock.acquire()
    print(os.getpid() > 0, "(get):", info)
    lock.release()


putters, getters = [], []
lock = multiprocessing.Lock()
queue = multiprocessing.Queue(3)
for _ in range(10):
    process = multiprocessing.Process(target=put, args=(queue,))
    process.start()
    putters.append(process)
for _ in range(10):
    process = multiprocessing.Process(target=get, args=(queue, lock))
    process.start()
    getters.append(process)
for process in putters:
    process.join()
queue.close()
for process in getters:
    process.join()
