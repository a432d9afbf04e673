"""A task calls sys.exit in a thread of a ThreadPool: the thread ends with it, and get waits for its result."""

# finding: lost-task suspected
# workers: MainProcess
# objects: pool

import sys
from multiprocessing.pool import ThreadPool


def load(path):
    if not path:
        sys.exit("no path")
    return path


if __name__ == "__main__":
    with ThreadPool(2) as pool:
        for job in [pool.apply_async(load, (path,)) for path in ("a", "", "c")]:
            print("loaded", job.get(), flush=True)  # where
