"""Ctrl+C ends the workers of a pool in the middle of their tasks; close and join then wait for ever."""

# finding: lost-task
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import os
import signal
import threading
import time

both = None


def begin(barrier):
    global both
    both = barrier


def sample(n):
    if n < 2:
        both.wait()
    time.sleep(1)
    return n


def ctrl_c(pool, barrier):
    barrier.wait()
    time.sleep(0.3)
    for p in list(pool._pool):
        os.kill(p.pid, signal.SIGINT)  # a terminal sends it to all of them
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    barrier = mp.Barrier(3)
    pool = mp.Pool(2, begin, (barrier,))
    threading.Thread(target=ctrl_c, args=(pool, barrier), daemon=True, name="user").start()
    try:
        print(pool.map(sample, range(8), 1))
    except KeyboardInterrupt:
        print("interrupted, closing", flush=True)
        pool.close()
        pool.join()  # where
    print("ended", flush=True)
