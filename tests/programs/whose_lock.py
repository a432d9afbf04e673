"""`look` prints its module, who asks, and whether locks that it made are taken twice, as only the knob makes them."""

import multiprocessing
import threading


def look(who):
    """A lock of processes, and one of threads."""
    lock, mutex = multiprocessing.Lock(), threading.Lock()
    lock.acquire()
    mutex.acquire()
    print(__name__.rpartition(".")[2], who, lock.acquire(block=False), mutex.acquire(blocking=False), flush=True)
