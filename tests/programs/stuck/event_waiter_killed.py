"""A process is killed while it waits for an event; whoever sets the event waits for its answer."""

# finding: dead-owner
# workers: guard-1, MainProcess

import multiprocessing as mp
import time


def guard(stop):
    stop.wait()
    print("guard leaves", flush=True)


if __name__ == "__main__":
    stop = mp.Event()
    guards = [mp.Process(target=guard, args=(stop,), name=f"guard-{n}") for n in range(2)]
    for p in guards:
        p.start()
    while stop._cond._sleeping_count.get_value() < len(guards):
        time.sleep(0.05)  # until both wait
    guards[1].kill()
    guards[1].join()
    print("stopping", flush=True)
    stop.set()  # where
    print("stop is set", flush=True)
    for p in guards:
        p.join()
