"""The processes of a pool are forked while a thread has the lock that their tasks need."""

# finding: inherited-lock
# objects: connection_lock
# methods: fork

import multiprocessing as mp
import threading
import time

connection_lock = threading.Lock()


def reconnect():
    with connection_lock:
        time.sleep(0.5)


def fetch(n):
    with connection_lock:  # where
        return n * n


if __name__ == "__main__":
    threading.Thread(target=reconnect, name="reconnect").start()
    time.sleep(0.2)
    with mp.Pool(2) as pool:
        print(pool.map(fetch, range(4)), flush=True)
