"""Main waits for a lock that the first task of a pool gives back; the pool's initializer takes two seconds."""

import threading
import time
from multiprocessing.pool import ThreadPool

lock = threading.Lock()

if __name__ == "__main__":
    lock.acquire()
    with ThreadPool(1, time.sleep, (2,)) as pool:
        pool.apply_async(lock.release)
        lock.acquire()
        print("got it", flush=True)
