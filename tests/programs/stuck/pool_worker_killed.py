"""Pool.map waits for ever for a task whose worker was killed, as the OOM killer does (python/cpython#66587)."""

# finding: lost-task
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import os
import signal
import time


def render(page):
    time.sleep(0.05)
    if page == 4:
        os.kill(os.getpid(), signal.SIGKILL)  # what the OOM killer does
    return page * 10


if __name__ == "__main__":
    pages = range(12)
    with mp.Pool(3) as pool:
        print("rendering", len(pages), "pages", flush=True)
        done = pool.map(render, pages, chunksize=1)  # where
        print("done", sum(done), flush=True)
