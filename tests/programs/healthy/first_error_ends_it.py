"""Several tasks fail alike; whoever goes through the results is told of the first, and gives up."""

import multiprocessing as mp
from concurrent.futures import ThreadPoolExecutor


def share(n):
    return 12 // n


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        try:
            print(list(pool.map(share, [0, 1, 0, 0])), flush=True)
        except ZeroDivisionError as error:
            print("given up:", error, flush=True)
    with mp.Pool(2) as pool:
        todo = [pool.apply_async(share, (0,)) for _ in range(3)]
        pool.close()
        pool.join()
        try:
            print([job.get() for job in todo], flush=True)
        except ZeroDivisionError as error:
            print("given up:", error, flush=True)
