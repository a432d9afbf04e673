"""What a pool's workers need is missing where they run: each ends with exit code 7 as it begins."""

# finding: respawning suspected
# workers: MainProcess

import multiprocessing as mp
import os


def begin():
    if "SETTINGS" not in os.environ:
        os._exit(7)


def load(n):
    return n


if __name__ == "__main__":
    pool = mp.Pool(2, begin)
    results = [pool.apply_async(load, (n,)) for n in range(4)]
    for result in results:
        print(result.get(), flush=True)  # where
