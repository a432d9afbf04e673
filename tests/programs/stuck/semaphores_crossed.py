"""Two jobs need a licence and a graphics card; each has one of the two, of which there is one."""

# finding: deadlock
# workers: train, export
# objects: licences, cards

import multiprocessing as mp
import time


def train(licences, cards):
    with cards:  # where
        time.sleep(0.2)
        with licences:  # where
            print("trained", flush=True)


def export(licences, cards):
    with licences:  # where
        time.sleep(0.2)
        with cards:  # where
            print("exported", flush=True)


if __name__ == "__main__":
    licences, cards = mp.Semaphore(1), mp.Semaphore(1)
    jobs = [mp.Process(target=f, args=(licences, cards), name=f.__name__) for f in (train, export)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    print("done", flush=True)
