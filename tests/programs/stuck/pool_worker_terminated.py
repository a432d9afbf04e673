"""A watchdog terminates the process of a pool that is slow; get of its result waits for ever."""

# finding: lost-task
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import time

begun = None


def begin(event):
    global begun
    begun = event


def render(seconds):
    begun.set()
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    event = mp.Event()
    with mp.Pool(1, begin, (event,)) as pool:
        slow = pool.apply_async(render, (60,))
        event.wait()
        time.sleep(0.1)
        for p in mp.active_children():
            p.terminate()  # a watchdog's way
        print("terminated the slow one", flush=True)
        print(slow.get(), flush=True)  # where
