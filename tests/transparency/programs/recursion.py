"""RecursionError: at the depth where it comes without mptui, and how its traceback reads."""

import sys
import threading


def down(depth):
    try:
        return down(depth + 1)
    except RecursionError:
        return depth


def forever():
    forever()


sys.setrecursionlimit(200)
print(down(0))
found = []
thread = threading.Thread(target=lambda: found.append(down(0)))
thread.start()
thread.join()
print(found)
forever()
