"""A spawned process is done; what it registered with atexit takes 1.6 s and gives back the lock main waits for."""

import atexit
import multiprocessing
import time


def close(lock):
    time.sleep(1.6)
    lock.release()


def work(lock, opened):
    lock.acquire()
    atexit.register(close, lock)
    opened.set()


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    lock, opened = context.Lock(), context.Event()
    process = context.Process(target=work, args=(lock, opened), name="worker")
    process.start()
    opened.wait()
    with lock:
        print("closed")
    process.join()
