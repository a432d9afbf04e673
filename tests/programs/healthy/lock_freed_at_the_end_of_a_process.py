"""A process takes a lock and gives it back in a finalizer at its end, after 1.6 s; main waits for the lock."""

import time
from multiprocessing import Event, Lock, Process, util


def close(lock):
    time.sleep(1.6)
    lock.release()


def work(lock, opened):
    lock.acquire()
    util.Finalize(None, close, args=(lock,), exitpriority=10)
    opened.set()


if __name__ == "__main__":
    lock, opened = Lock(), Event()
    process = Process(target=work, args=(lock, opened), name="worker")
    process.start()
    opened.wait()
    with lock:
        print("closed")
    process.join()
