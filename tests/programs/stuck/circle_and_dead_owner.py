"""Two threads block each other in one process, and in another a lock's holder was killed: two faults at once."""

# finding: deadlock
# finding: dead-owner
# workers: pull, push, old, new
# objects: local, remote, quota

import multiprocessing as mp
import os
import signal
import threading
import time


def swap(first, second):
    with first:  # where
        time.sleep(0.2)
        with second:  # where
            print("swapped", flush=True)


def spend(quota, fatal):
    with quota:  # where
        if fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    print("spent", flush=True)


if __name__ == "__main__":
    local, remote, quota = threading.Lock(), threading.Lock(), mp.Lock()
    old = mp.Process(target=spend, args=(quota, True), name="old")
    new = mp.Process(target=spend, args=(quota, False), name="new")
    old.start()
    old.join()
    new.start()
    crew = [
        threading.Thread(target=swap, args=(local, remote), name="pull"),
        threading.Thread(target=swap, args=(remote, local), name="push"),
    ]
    for t in crew:
        t.start()
    for t in (*crew, new):
        t.join()
    print("done", flush=True)
