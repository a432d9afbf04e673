"""Futures are taken as they come, and each is asked, by result or by exception."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor, as_completed


def share(n):
    return 12 // n


if __name__ == "__main__":
    with ProcessPoolExecutor(2, mp_context=mp.get_context()) as pool:
        todo = {pool.submit(share, n): n for n in range(4)}
        for future in as_completed(todo):
            failure = future.exception()
            print(todo[future], future.result() if failure is None else failure, flush=True)
