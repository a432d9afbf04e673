"""A worker is killed while it waits in get of a SimpleQueue; the items that come are for nobody."""

# finding: dead-owner
# workers: old, new
# objects: jobs

import multiprocessing as mp
import time


def work(jobs, begun):
    begun.set()
    while (job := jobs.get()) is not None:  # where
        print("did", job, flush=True)


if __name__ == "__main__":
    jobs, begun = mp.SimpleQueue(), mp.Event()
    old = mp.Process(target=work, args=(jobs, begun), name="old")
    old.start()
    begun.wait()
    time.sleep(0.2)
    old.terminate()
    old.join()
    new = mp.Process(target=work, args=(jobs, begun), name="new")
    new.start()
    jobs.put("index")
    jobs.put(None)
    new.join()
    print("done", flush=True)
