"""A process computes for two seconds under a lock, and two others wait for it. They get it in the end."""

import time
from multiprocessing import Lock, Process


def compute(lock, held):
    with lock:
        end = time.monotonic() + held
        total = 0
        while time.monotonic() < end:
            total += sum(range(1000))
            time.sleep(0.01)


if __name__ == "__main__":
    table = Lock()
    heavy = Process(target=compute, args=(table, 2), name="heavy")
    heavy.start()
    time.sleep(0.3)
    light = [Process(target=compute, args=(table, 0.1), name=f"light-{n}") for n in range(2)]
    for process in light:
        process.start()
    for process in (heavy, *light):
        process.join()
