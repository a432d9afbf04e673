"""Chained exceptions, explicit, implicit and suppressed, out of a lock's, a queue's and a child's operation."""

# methods: fork spawn forkserver
import multiprocessing
import queue
import sys
import threading


def explicit():
    try:
        threading.Lock().release()
    except RuntimeError as error:
        raise ValueError("explicit") from error


def implicit():
    try:
        multiprocessing.Queue().get(timeout=0.3)
    except queue.Empty:
        raise KeyError("implicit")


def suppressed():
    try:
        multiprocessing.Lock().release()
    except ValueError:
        raise TypeError("suppressed") from None


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for target in (explicit, implicit, suppressed):
        child = multiprocessing.Process(target=target, name=target.__name__)
        child.start()
        child.join()
        print(child.exitcode)
    explicit()
