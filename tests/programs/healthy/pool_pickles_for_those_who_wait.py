"""Both processes of a pool wait for an event; pickling the argument of the next task sets it, and takes two seconds."""

import multiprocessing as mp
import time


class Setter:
    def __reduce__(self):
        time.sleep(2)
        ready.set()
        return int, ()


def prepare(event):
    global ready
    ready = event


def wait_for_it(_):
    return ready.wait()


if __name__ == "__main__":
    ready = mp.Event()
    with mp.Pool(2, prepare, (ready,)) as pool:
        waiting = [pool.apply_async(wait_for_it, (n,)) for n in range(2)]
        last = pool.apply_async(wait_for_it, (Setter(),))
        print([one.get() for one in (*waiting, last)], flush=True)
