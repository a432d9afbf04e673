"""A process holds a lock for seven seconds, and nobody waits for it without an end: the other one only tries."""

import time
from multiprocessing import Barrier, Lock, Process


def keep(lock, begun):
    with lock:
        begun.wait()
        time.sleep(7)


def ask(lock, begun):
    begun.wait()
    while not lock.acquire(timeout=0.3):
        print("not yet", flush=True)
    lock.release()


if __name__ == "__main__":
    lock, begun = Lock(), Barrier(2)
    crew = [Process(target=target, args=(lock, begun)) for target in (keep, ask)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
