"""Two processes take two locks in opposite orders; one only tries to take the second, and starts over if it cannot."""

import time
from multiprocessing import Barrier, Lock, Process


def patient(first, second, begun):
    begun.wait()
    for _ in range(20):
        with first, second:
            time.sleep(0.001)


def trying(first, second, begun):
    begun.wait()
    for turn in range(20):
        with second:
            if first.acquire(timeout=0.01) if turn % 2 else first.acquire(False):
                first.release()
        time.sleep(0.001)


if __name__ == "__main__":
    index, data, begun = Lock(), Lock(), Barrier(2)
    crew = [Process(target=target, args=(index, data, begun)) for target in (patient, trying)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
