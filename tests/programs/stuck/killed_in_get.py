"""A worker is killed while it waits in get of a SimpleQueue; the items that come are for nobody."""

# finding: dead-owner
# workers: old, new
# objects: jobs

import multiprocessing as mp
import time


def work(jobs):
    while (job := jobs.get()) is not None:  # where
        print("did", job, flush=True)


if __name__ == "__main__":
    jobs = mp.SimpleQueue()
    old = mp.Process(target=work, args=(jobs,), name="old")
    old.start()
    while not jobs._rlock._semlock._is_zero():
        time.sleep(0.05)  # until it waits, with the lock of the reading end
    old.terminate()
    old.join()
    new = mp.Process(target=work, args=(jobs,), name="new")
    new.start()
    jobs.put("index")
    jobs.put(None)
    new.join()
    print("done", flush=True)
