"""A callback raises TypeError: the pool's thread for results ends, and the next result never comes."""

# finding: silent-exception
# workers: MainProcess
# objects: pool

import multiprocessing as mp
from multiprocessing.pool import ThreadPool

total = 0


def size(text):
    return len(text) or None


def add(number):
    global total
    total += number  # where


if __name__ == "__main__":
    make = ThreadPool if mp.get_start_method() == "spawn" else mp.Pool
    pool = make(2)
    jobs = [pool.apply_async(size, (text,), callback=add) for text in ("one", "", "three")]
    for job in jobs:
        print(job.get(), flush=True)  # where
