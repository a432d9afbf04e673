"""A worker is killed inside a with statement, and nobody joins it; the main process wants the lock next."""

# finding: dead-owner
# workers: uploader, MainProcess
# objects: line

import multiprocessing as mp
import os
import signal
import time


def upload(line, begun):
    with line:  # where
        begun.set()
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGKILL)  # what the OOM killer does


if __name__ == "__main__":
    line, begun = mp.Lock(), mp.Event()
    mp.Process(target=upload, args=(line, begun), name="uploader", daemon=True).start()
    begun.wait()
    with line:  # where
        print("the line is free", flush=True)
