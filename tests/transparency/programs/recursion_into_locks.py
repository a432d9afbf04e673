"""A recursion that takes a lock at each level and ends by its limit: the lock is as free as it should be."""

import sys
import threading

lock = threading.RLock()
depth = 0


def down():
    global depth
    with lock:
        depth += 1
        down()


sys.setrecursionlimit(150)
try:
    down()
except RecursionError as error:
    print(error)
print(depth, lock)
