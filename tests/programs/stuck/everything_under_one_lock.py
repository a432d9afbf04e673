"""Four processes do all their work under one lock, so that only one of them ever works."""

# finding: convoy suspected
# workers: worker-0, worker-1, worker-2, worker-3
# objects: lock

import multiprocessing as mp
import time


def work(lock, end):
    while time.time() < end:
        with lock:  # where
            time.sleep(0.02)


if __name__ == "__main__":
    lock, end = mp.Lock(), time.time() + 60
    crew = [mp.Process(target=work, args=(lock, end), name=f"worker-{n}") for n in range(4)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
