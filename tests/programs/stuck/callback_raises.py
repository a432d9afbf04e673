"""A callback raises KeyError in a pool's own thread, and its result is never ready (python/cpython#83371)."""

# finding: silent-exception
# objects: pool

import multiprocessing as mp

SEEN = {0: "a", 1: "b"}


def size(n):
    return n


def record(n):
    SEEN[n] = SEEN[n].upper()  # where


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        jobs = [pool.apply_async(size, (n,), callback=record) for n in range(4)]
        for n, j in enumerate(jobs):
            print("waiting for", n, flush=True)
            j.wait()
            print("result", j.get(), flush=True)
    print("finished", flush=True)
