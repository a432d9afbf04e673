"""put takes an item that cannot be pickled, and nothing arrives (python/cpython#84376)."""

# finding: unpicklable
# also: nobody-left
# workers: reader-1
# objects: results

import multiprocessing as mp
import threading


class Result:
    def __init__(self, n):
        self.n, self.guard = n, threading.Lock()


def read(n, results):
    results.put(Result(n) if n == 1 else n)  # where


if __name__ == "__main__":
    results = mp.Queue()
    crew = [mp.Process(target=read, args=(n, results), name=f"reader-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for _ in crew:
        print("got", results.get(), flush=True)
    for p in crew:
        p.join()
