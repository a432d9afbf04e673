"""Four putters stand before a full queue of two; nobody gets until a line arrives from mptui's resize, if ever."""

import sys
import time
from multiprocessing import Process, Queue


def put(queue):
    queue.put("one")


if __name__ == "__main__":
    queue = Queue(2)
    queue.put("first")
    queue.put("second")
    putters = [Process(target=put, args=(queue,)) for _ in range(4)]
    for putter in putters:
        putter.start()
    for putter in putters:
        putter.join()
    print("all put", flush=True)
    time.sleep(float(sys.argv[1]) if len(sys.argv) > 1 else 0)
    for _ in range(6):
        queue.get()
    print("all got")
