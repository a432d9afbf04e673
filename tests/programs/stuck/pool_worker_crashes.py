"""A native library crashes in a task of a pool; the loop over imap_unordered waits for the seventh result."""

# finding: lost-task any
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import os
import signal


def decode(n):
    if n == 2:
        os.kill(os.getpid(), signal.SIGSEGV)  # what the library does
    return n


if __name__ == "__main__":
    with mp.Pool(3) as pool:
        for done in pool.imap_unordered(decode, range(7)):  # where
            print("decoded", done, flush=True)
