"""A guard in other words: a child's main module is called __mp_main__."""

import multiprocessing as mp


def square(n):
    return n * n


if __name__ != "__mp_main__":
    with mp.Pool(2) as pool:
        print(pool.map(square, range(4)), flush=True)
