"""A process of a pool waits for an event that another task sets, whose argument takes two seconds to pickle."""

import multiprocessing as mp
import time


class Slow:
    def __reduce__(self):
        time.sleep(2)
        return int, ()


def prepare(event):
    global ready
    ready = event


def wait_for_it(_):
    return ready.wait()


def set_it(_):
    ready.set()


if __name__ == "__main__":
    ready = mp.Event()
    with mp.Pool(2, prepare, (ready,)) as pool:
        waiting = pool.map_async(wait_for_it, [0])
        pool.map(set_it, [Slow()])
        print(waiting.get(), flush=True)
