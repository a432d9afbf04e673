"""A time limit made of SIGALRM: the handler raises out of acquire; the lock is still good, the traceback whole."""

# methods: fork spawn forkserver
import multiprocessing
import signal
import sys
import threading


class TooLate(Exception):
    pass


def too_late(*_):
    raise TooLate


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    signal.signal(signal.SIGALRM, too_late)
    for lock in (multiprocessing.Lock(), threading.Lock()):
        lock.acquire()
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        try:
            with lock:
                print("never")
        except TooLate as error:
            print("too late", error)
        lock.release()
        with lock:
            print("good", lock.acquire(False))
    queue = multiprocessing.Queue()
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    queue.get()
