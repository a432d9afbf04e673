"""An RLock is taken three times over by each of two threads and two processes: only who has not got it waits."""

import multiprocessing
import threading
import time


def descend(lock, depth):
    with lock:
        time.sleep(0.25)
        if depth > 1:
            descend(lock, depth - 1)


if __name__ == "__main__":
    local, shared = threading.RLock(), multiprocessing.RLock()
    workers = [threading.Thread(target=descend, args=(local, 3), name=f"thread-{n}") for n in range(2)]
    workers += [multiprocessing.Process(target=descend, args=(shared, 3), name=f"process-{n}") for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
