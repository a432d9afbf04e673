"""A task calls sys.exit: it ends the pool's worker, and map waits for its result for ever."""

# finding: lost-task
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import sys


def convert(n):
    if n == 3:
        sys.exit("bad file")
    return n


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        print(pool.map(convert, range(6), 1), flush=True)  # where
