"""Pools are made, used a little and left, which ends workers that have done nothing yet by a signal."""

import multiprocessing as mp


def square(n):
    return n * n


if __name__ == "__main__":
    for n in range(4):
        with mp.Pool(3) as pool:
            print(pool.apply(square, (n,)), flush=True)
