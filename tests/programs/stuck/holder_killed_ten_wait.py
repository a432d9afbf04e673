"""A worker is killed while it writes under the lock; ten others wait for it."""

# finding: dead-owner
# workers: writer-0, writer-1, writer-10
# objects: file_lock

import multiprocessing as mp
import os
import signal
import time


def write(file_lock, n):
    with file_lock:  # where
        if n == 0:
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGKILL)  # what the OOM killer does
        print("wrote", n, flush=True)


if __name__ == "__main__":
    file_lock = mp.Lock()
    crew = [mp.Process(target=write, args=(file_lock, n), name=f"writer-{n}") for n in range(11)]
    crew[0].start()
    time.sleep(0.3)
    for p in crew[1:]:
        p.start()
    for p in crew:
        p.join()
    print("all wrote", flush=True)
