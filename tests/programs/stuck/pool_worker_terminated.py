"""A watchdog terminates the process of a pool that is slow; get of its result waits for ever."""

# finding: lost-task
# workers: MainProcess
# objects: pool

import multiprocessing as mp
import threading
import time

begun = None


def begin(event):
    global begun
    begun = event


def render(seconds):
    begun.set()
    time.sleep(seconds)
    return seconds


def watchdog(event):
    event.wait()
    time.sleep(0.3)
    for p in mp.active_children():
        p.terminate()
    print("terminated the slow one", flush=True)


if __name__ == "__main__":
    event = mp.Event()
    with mp.Pool(1, begin, (event,)) as pool:
        slow = pool.apply_async(render, (60,))
        threading.Thread(target=watchdog, args=(event,), name="watchdog").start()
        print(slow.get(), flush=True)  # where
