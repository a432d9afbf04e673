"""Four jobs need two of four connections each and take them one by one: each has one and waits for another."""

# finding: deadlock
# workers: copy-0, copy-1, copy-2, copy-3
# objects: connections

import multiprocessing as mp
import time


def copy(connections):
    with connections:  # where
        time.sleep(0.3)  # reads from there
        with connections:  # where
            print("copied", flush=True)


if __name__ == "__main__":
    connections = mp.BoundedSemaphore(4)
    crew = [mp.Process(target=copy, args=(connections,), name=f"copy-{n}") for n in range(4)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("all copied", flush=True)
