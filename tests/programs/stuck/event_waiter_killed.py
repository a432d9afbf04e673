"""A process is killed while it waits for an event; whoever sets the event waits for its answer."""

# finding: dead-owner
# workers: guard-1, MainProcess

import multiprocessing as mp
import time


def guard(stop, up):
    up.release()
    stop.wait()
    print("guard leaves", flush=True)


if __name__ == "__main__":
    stop, up = mp.Event(), mp.Semaphore(0)
    guards = [mp.Process(target=guard, args=(stop, up), name=f"guard-{n}") for n in range(2)]
    for p in guards:
        p.start()
        up.acquire()
    time.sleep(0.3)
    guards[1].kill()
    guards[1].join()
    print("stopping", flush=True)
    stop.set()  # where
    print("stop is set", flush=True)
    for p in guards:
        p.join()
