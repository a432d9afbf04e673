"""A pool's only process has begun a second task, which waits for main; that loads the first result for two seconds."""

import multiprocessing as mp
import time


class Large:
    def __setstate__(self, state):
        time.sleep(2)

    def __getstate__(self):
        return {"size": 1}


def prepare(event):
    global go
    go = event


def make(_):
    return Large()


def wait_for_it(_):
    return go.wait()


if __name__ == "__main__":
    go = mp.Event()
    with mp.Pool(1, prepare, (go,)) as pool:
        first, second = pool.apply_async(make, (0,)), pool.apply_async(wait_for_it, (0,))
        first.get()
        go.set()
        print(second.get(), flush=True)
