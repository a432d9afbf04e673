"""Each worker of a pool does one task and ends, and a new one takes its place: it was asked for."""

import multiprocessing as mp


def square(n):
    return n * n


if __name__ == "__main__":
    with mp.Pool(2, maxtasksperchild=1) as pool:
        print(pool.map(square, range(12), chunksize=1), flush=True)
