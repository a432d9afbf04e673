"""main waits for a process that waits for main's lock; an alarm's handler gives the lock back after 2 s."""

import signal
from multiprocessing import Lock, Process


def work(lock):
    with lock:
        print("got it", flush=True)


if __name__ == "__main__":
    lock = Lock()
    lock.acquire()
    signal.signal(signal.SIGALRM, lambda number, frame: lock.release())
    signal.alarm(2)
    process = Process(target=work, args=(lock,), name="worker")
    process.start()
    process.join()
