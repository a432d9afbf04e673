"""An exception between acquire and release keeps a semaphore's permit."""

# finding: dead-owner
# workers: client-0, client-2, client-4, client-5, client-6, client-7
# objects: slots

import multiprocessing as mp
import time


def client(n, slots):
    try:
        slots.acquire()  # where
        if n in (0, 2, 4):
            raise ValueError("bad request")
        time.sleep(0.1)
        slots.release()
        print("client", n, "served", flush=True)
    except ValueError as e:
        print("client", n, e, flush=True)


if __name__ == "__main__":
    slots = mp.BoundedSemaphore(3)
    crew = [mp.Process(target=client, args=(n, slots), name=f"client-{n}") for n in range(8)]
    for some in (crew[:4], crew[4:5], crew[5:]):
        for p in some:
            p.start()
        for p in some:
            p.join()
    print("all served", flush=True)
