"""A worker is killed while it writes under the lock; ten others wait for it."""

# finding: dead-owner
# workers: writer-0, writer-1, writer-10
# objects: file_lock

import multiprocessing as mp
import os
import signal
import time


def write(file_lock, begun, n):
    with file_lock:  # where
        if n == 0:
            begun.set()
            time.sleep(0.4)
            os.kill(os.getpid(), signal.SIGKILL)  # what the OOM killer does
        print("wrote", n, flush=True)


if __name__ == "__main__":
    file_lock, begun = mp.Lock(), mp.Event()
    crew = [mp.Process(target=write, args=(file_lock, begun, n), name=f"writer-{n}") for n in range(11)]
    crew[0].start()
    begun.wait()
    for p in crew[1:]:
        p.start()
    for p in crew:
        p.join()
    print("all wrote", flush=True)
