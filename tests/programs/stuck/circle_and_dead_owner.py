"""Two threads block each other in one process, and in another a lock's holder was killed: two faults at once."""

# finding: deadlock
# finding: dead-owner
# workers: pull, push, old, new
# objects: local, remote, quota

import multiprocessing as mp
import os
import signal
import threading


def swap(first, second, both):
    with first:  # where
        both.wait()
        with second:  # where
            print("swapped", flush=True)


def spend(quota, up, fatal):
    up.release()
    with quota:  # where
        if fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    print("spent", flush=True)


if __name__ == "__main__":
    local, remote, quota = threading.Lock(), threading.Lock(), mp.Lock()
    both, up = threading.Barrier(2), mp.Semaphore(0)
    old = mp.Process(target=spend, args=(quota, up, True), name="old")
    new = mp.Process(target=spend, args=(quota, up, False), name="new")
    old.start()
    old.join()
    new.start()
    for _ in range(2):
        up.acquire()
    crew = [
        threading.Thread(target=swap, args=(local, remote, both), name="pull"),
        threading.Thread(target=swap, args=(remote, local, both), name="push"),
    ]
    for t in crew:
        t.start()
    for t in (*crew, new):
        t.join()
    print("done", flush=True)
