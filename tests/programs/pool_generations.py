"""A pool whose workers are replaced after each task."""

import multiprocessing
import os

if __name__ == "__main__":
    with multiprocessing.Pool(1, maxtasksperchild=1) as pool:
        for _ in range(4):
            pool.apply(os.getpid)
