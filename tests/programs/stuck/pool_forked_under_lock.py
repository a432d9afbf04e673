"""The processes of a pool are forked while a thread has the lock that their tasks need."""

# finding: inherited-lock
# objects: connection_lock
# methods: fork

import multiprocessing as mp
import threading

connection_lock = threading.Lock()
begun, forked = threading.Event(), threading.Event()


def reconnect():
    with connection_lock:
        begun.set()
        forked.wait()


def fetch(n):
    with connection_lock:  # where
        return n * n


if __name__ == "__main__":
    threading.Thread(target=reconnect, name="reconnect").start()
    begun.wait()
    with mp.Pool(2) as pool:
        forked.set()
        print(pool.map(fetch, range(4)), flush=True)
