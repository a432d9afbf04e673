"""A worker is terminated while it holds the lock of a Value; the main process wants to read it."""

# finding: dead-owner
# workers: adder, MainProcess
# objects: total

import multiprocessing as mp
import time


def add(total):
    while True:
        with total.get_lock():  # where
            time.sleep(0.2)
            total.value += 1


if __name__ == "__main__":
    total = mp.Value("i", 0)
    adder = mp.Process(target=add, args=(total,), name="adder")
    adder.start()
    time.sleep(0.7)
    adder.terminate()
    adder.join()
    with total.get_lock():  # where
        print(total.value, flush=True)
