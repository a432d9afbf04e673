"""An executor makes no worker in place of the one that has done its share (python/cpython#115634)."""

# finding: lost-task
# workers: MainProcess
# objects: pool
# methods: spawn

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def pid(n):
    return n


if __name__ == "__main__":
    with ProcessPoolExecutor(1, mp_context=mp.get_context("spawn"), max_tasks_per_child=2) as pool:
        todo = [pool.submit(pid, n) for n in range(10)]
        for f in todo:
            print("got", f.result(), flush=True)  # where
