"""A native library crashes in a task of a pool; the loop over imap_unordered waits for the seventh result."""

# finding: lost-task any
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import os
import signal
import time


def decode(n):
    if n == 2:
        os.kill(os.getpid(), signal.SIGSEGV)  # what the library does
    return n


if __name__ == "__main__":
    with mp.Pool(3) as pool:
        first = list(pool._pool)
        decoded = pool.imap_unordered(decode, range(7))
        while all(p in pool._pool for p in first):
            time.sleep(0.05)  # until the pool has put another one in its place
        for done in decoded:  # where
            print("decoded", done, flush=True)
