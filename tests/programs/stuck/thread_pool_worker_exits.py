"""A task calls sys.exit in a thread of a ThreadPool: the thread ends with it, and get waits for its result."""

# finding: lost-task suspected
# workers: MainProcess
# objects: pool

import sys
import time
from multiprocessing.pool import ThreadPool


def load(path):
    if not path:
        sys.exit("no path")
    return path


if __name__ == "__main__":
    with ThreadPool(2) as pool:
        threads = list(pool._pool)
        jobs = [pool.apply_async(load, (path,)) for path in ("a", "", "c")]
        while all(t.is_alive() for t in threads):
            time.sleep(0.05)
        for job in jobs:
            print("loaded", job.get(), flush=True)  # where
