"""A recursion that takes a lock at each level and ends by its limit: the lock is as free as it should be."""

# differs: at the very limit of the recursion there is no room left for a hook to release the lock in
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
