"""Processes are joined in the order of their starts, and the first takes longest."""

import multiprocessing as mp
import time


def work(n):
    time.sleep(4.5 if n == 0 else 0)
    print("done", n, flush=True)


if __name__ == "__main__":
    crew = [mp.Process(target=work, args=(n,)) for n in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
