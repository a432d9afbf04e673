"""A process loads a page while it holds the lock of the cache: the server is slow, and two others wait all the time."""

# finding: long-hold suspected
# workers: loader
# objects: cache_lock

import multiprocessing as mp
import time


def load(cache_lock, begun):
    with cache_lock:  # where
        begun.wait()
        time.sleep(60)


def look_up(cache_lock, begun):
    begun.wait()
    with cache_lock:  # where
        print("found", flush=True)


if __name__ == "__main__":
    cache_lock, begun = mp.Lock(), mp.Barrier(3)
    loader = mp.Process(target=load, args=(cache_lock, begun), name="loader")
    readers = [mp.Process(target=look_up, args=(cache_lock, begun), name=f"reader-{n}") for n in range(2)]
    for process in (loader, *readers):
        process.start()
    for process in (loader, *readers):
        process.join()
