"""Two jobs need a licence and a graphics card; each has one of the two, of which there is one."""

# finding: deadlock
# workers: train, export
# objects: licences, cards

import multiprocessing as mp


def train(licences, cards, both):
    with cards:  # where
        both.wait()
        with licences:  # where
            print("trained", flush=True)


def export(licences, cards, both):
    with licences:  # where
        both.wait()
        with cards:  # where
            print("exported", flush=True)


if __name__ == "__main__":
    licences, cards, both = mp.Semaphore(1), mp.Semaphore(1), mp.Barrier(2)
    jobs = [mp.Process(target=f, args=(licences, cards, both), name=f.__name__) for f in (train, export)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    print("done", flush=True)
