"""The main process joins a worker while it holds the lock that the worker needs for its last line."""

# finding: deadlock
# workers: MainProcess, saver
# objects: disk

import multiprocessing as mp
import time


def save(disk):
    time.sleep(0.2)
    with disk:  # where
        print("saved", flush=True)


if __name__ == "__main__":
    disk = mp.Lock()
    saver = mp.Process(target=save, args=(disk,), name="saver")
    saver.start()
    with disk:  # where
        print("closing", flush=True)
        saver.join()  # where
    print("closed", flush=True)
