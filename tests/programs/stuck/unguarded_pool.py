"""A pool is made by the main module itself: its workers end before they begin, and it makes others for ever."""

# finding: missing-main-guard
# methods: spawn, forkserver

import multiprocessing as mp


def square(n):
    return n * n


with mp.Pool(2) as pool:  # where
    print(pool.map(square, range(4)), flush=True)
