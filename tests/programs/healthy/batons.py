"""Locks as batons: each is taken by one runner and released by another. Nobody is deadlocked; it ends by itself."""

import time
from multiprocessing import Lock, Process


def run(number, own, following):
    for lap in range(3):
        own.acquire()
        time.sleep(0.05)
        print(f"runner {number} lap {lap}")
        following.release()


if __name__ == "__main__":
    batons = [Lock() for _ in range(3)]
    for baton in batons:
        baton.acquire()
    runners = [Process(target=run, args=(n, batons[n], batons[(n + 1) % 3]), name=f"r{n}") for n in range(3)]
    for runner in runners:
        runner.start()
    batons[0].release()
    for runner in runners:
        runner.join()
