"""The main process joins a worker while it holds the lock that the worker needs for its last line."""

# finding: deadlock
# workers: MainProcess, saver
# objects: disk

import multiprocessing as mp


def save(disk, closing):
    closing.wait()
    with disk:  # where
        print("saved", flush=True)


if __name__ == "__main__":
    disk, closing = mp.Lock(), mp.Event()
    saver = mp.Process(target=save, args=(disk, closing), name="saver")
    saver.start()
    with disk:  # where
        print("closing", flush=True)
        closing.set()
        saver.join()  # where
    print("closed", flush=True)
