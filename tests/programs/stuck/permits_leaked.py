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
    for p in crew:
        p.start()
        time.sleep(0.3)
    for p in crew:
        p.join()
    print("all served", flush=True)
