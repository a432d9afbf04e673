"""A worker dies with a task whose result nobody asks for; the result that is waited for comes late."""

import os
import time
from multiprocessing import Pool


def rows():
    time.sleep(3)
    yield 1


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.apply_async(os._exit, (1,))
        print(next(pool.imap(abs, rows())))
