"""A bounded buffer of two semaphores and a slow consumer: who acquires one releases the other. It ends by itself."""

import time
from multiprocessing import Process, Semaphore


def produce(empty, full):
    for _ in range(5):
        empty.acquire()
        full.release()


def consume(empty, full):
    for _ in range(5):
        full.acquire()
        time.sleep(0.5)
        empty.release()


if __name__ == "__main__":
    empty, full = Semaphore(2), Semaphore(0)
    crew = [Process(target=work, args=(empty, full), name=work.__name__) for work in (produce, consume)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
