"""Both threads of a ThreadPool wait in map for parts that the same pool has no thread left to do."""

# finding: deadlock
# objects: pool

import time
from multiprocessing.pool import ThreadPool

pool = ThreadPool(2)


def part(n):
    return n * n


def job(n):
    time.sleep(0.1)
    return sum(pool.map(part, range(n)))  # where


if __name__ == "__main__":
    print(pool.map(job, [10, 20], 1), flush=True)
