"""A task of an executor writes to stdout and ends its process by hand: the pool breaks, and the text is gone."""

# finding: lost-output suspected

import multiprocessing as mp
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def work(n):
    sys.stdout.write(f"task {n} ")
    os._exit(3)  # where


if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=mp.get_context()) as pool:
        try:
            pool.submit(work, 7).result()
        except BrokenProcessPool:
            print("broken", flush=True)
