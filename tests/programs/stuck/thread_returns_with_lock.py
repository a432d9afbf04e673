"""A thread returns early and does not release the lock; the main thread waits for it."""

# finding: dead-owner
# workers: refresher, MainProcess
# objects: cache_lock

import threading

cache, cache_lock = {}, threading.Lock()


def refresh(rows):
    cache_lock.acquire()  # where
    if not rows:
        return  # nothing to do
    cache.update(rows)
    cache_lock.release()


if __name__ == "__main__":
    refresher = threading.Thread(target=refresh, args=({},), name="refresher")
    refresher.start()
    refresher.join()
    with cache_lock:  # where
        print(len(cache), "rows", flush=True)
