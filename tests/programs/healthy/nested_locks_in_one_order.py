"""Two locks, one within the other, by three processes, always in the same order: slow, and no deadlock."""

import time
from multiprocessing import Lock, Process


def transfer(source, target):
    with source:
        time.sleep(0.3)
        with target:
            time.sleep(0.4)


if __name__ == "__main__":
    savings, giro = Lock(), Lock()
    clerks = [Process(target=transfer, args=(savings, giro), name=f"clerk-{n}") for n in range(3)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
