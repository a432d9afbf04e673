"""Warnings from here, from one and more levels up, by deprecated methods, by a leak, and turned into errors."""

import os
import threading
import warnings


def warn(level):
    warnings.warn(f"level {level}", UserWarning, stacklevel=level)


def outer():
    warn(2)
    warn(3)


warnings.simplefilter("always")
for level in (1, 2, 3, 4, 9):
    warn(level)
outer()
thread = threading.Thread(target=outer)
thread.start()
thread.join()
threading.currentThread()
thread.isDaemon()
threading.activeCount()
condition = threading.Condition()
with condition:
    condition.notifyAll()
open(os.devnull)
warnings.simplefilter("error")
warn(1)
