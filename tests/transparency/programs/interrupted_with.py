"""An alarm handler raises while `with lock` waits, uncaught: the traceback; of processes' and of threads' locks."""

# methods: fork spawn forkserver
import multiprocessing
import signal
import sys
import threading
import traceback


def too_late(*_):
    raise TimeoutError("too late")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    signal.signal(signal.SIGALRM, too_late)
    makers = [threading.Lock, lambda: threading.Semaphore(1), multiprocessing.Semaphore, multiprocessing.Lock]
    for make in makers:
        lock = make()
        lock.acquire()
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        try:
            with lock:
                print("never")
        except TimeoutError:
            traceback.print_exc()
        lock.release()
        print(lock.acquire(False))
