"""A worker is terminated while it holds the lock of a Value; the main process wants to read it."""

# finding: dead-owner
# workers: adder, MainProcess
# objects: total

import multiprocessing as mp
import time


def add(total, begun):
    with total.get_lock():  # where
        begun.set()
        time.sleep(60)
        total.value += 1


if __name__ == "__main__":
    total, begun = mp.Value("i", 0), mp.Event()
    adder = mp.Process(target=add, args=(total, begun), name="adder")
    adder.start()
    begun.wait()
    time.sleep(0.1)
    adder.terminate()
    adder.join()
    with total.get_lock():  # where
        print(total.value, flush=True)
