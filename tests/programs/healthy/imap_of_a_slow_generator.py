"""What a pool is to work on comes from a generator, which takes 1.6 s and wakes main before its first item."""

import threading
import time
from multiprocessing.pool import ThreadPool

read = threading.Event()


def lines():
    time.sleep(1.6)
    read.set()
    yield 1


if __name__ == "__main__":
    with ThreadPool(1) as pool:
        results = pool.imap(abs, lines())
        read.wait()
        print(next(results))
