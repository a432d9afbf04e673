"""Semaphores that tell of something: a bounded buffer, and jobs that are done. Nobody is stuck; it ends by itself."""

import time
from multiprocessing import Process, Semaphore


def produce(empty, full):
    for _ in range(6):
        empty.acquire()
        full.release()


def consume(empty, full, done):
    for _ in range(6):
        full.acquire()
        time.sleep(0.03)
        empty.release()
    done.release()


if __name__ == "__main__":
    empty, full, done = Semaphore(2), Semaphore(0), Semaphore(0)
    crew = [Process(target=produce, args=(empty, full)), Process(target=consume, args=(empty, full, done))]
    for process in crew:
        process.start()
    done.acquire()
    for process in crew:
        process.join()
