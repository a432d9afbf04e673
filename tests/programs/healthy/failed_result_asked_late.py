"""Tasks fail, and are asked for long after, when their pool is gone."""

import multiprocessing as mp


def share(n):
    return 12 // n


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        todo = [pool.apply_async(share, (n,)) for n in range(3)]
        pool.close()
        pool.join()
    for n, job in enumerate(todo):
        try:
            print(n, job.get(), flush=True)
        except ZeroDivisionError as error:
            print(n, error, flush=True)
