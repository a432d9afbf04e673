"""Checks run at the same time, each in a process of its own, and say by their exit codes that they failed."""

import multiprocessing as mp
import sys


def check(n):
    sys.exit(1)


if __name__ == "__main__":
    crew = [mp.Process(target=check, args=(n,)) for n in range(8)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print([p.exitcode for p in crew], flush=True)
