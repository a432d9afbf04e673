"""Ctrl+C ends the workers of a pool in the middle of their tasks; close and join then wait for ever."""

# finding: lost-task
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import os
import signal
import threading
import time


def sample(n):
    time.sleep(1)
    return n


def ctrl_c(pool):
    time.sleep(1.5)
    for p in list(pool._pool):
        os.kill(p.pid, signal.SIGINT)  # a terminal sends it to all of them
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    pool = mp.Pool(2)
    threading.Thread(target=ctrl_c, args=(pool,), daemon=True, name="user").start()
    try:
        print(pool.map(sample, range(8), 1))
    except KeyboardInterrupt:
        print("interrupted, closing", flush=True)
        pool.close()
        pool.join()  # where
    print("ended", flush=True)
