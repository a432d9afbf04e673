"""Processes end by os._exit, and have flushed what they wrote."""

import multiprocessing as mp
import os
import sys


def work(n):
    print("worker", n, end=" ", flush=True)
    sys.stdout.write("ends\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    for n in range(2):
        p = mp.Process(target=work, args=(n,))
        p.start()
        p.join()
