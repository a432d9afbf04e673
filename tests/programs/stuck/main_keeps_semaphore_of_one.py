"""The main process writes a long report while it holds a semaphore of one that its workers use as a lock, too."""

# finding: long-hold suspected
# workers: MainProcess
# objects: printer

import multiprocessing as mp
import time


def write(printer, begun):
    with printer:
        pass
    begun.wait()
    with printer:  # where
        pass


if __name__ == "__main__":
    printer, begun = mp.Semaphore(1), mp.Barrier(3)
    crew = [mp.Process(target=write, args=(printer, begun), name=f"writer-{n}") for n in range(2)]
    for process in crew:
        process.start()
    while begun.n_waiting < 2:
        time.sleep(0.01)
    with printer:  # where
        begun.wait()
        time.sleep(60)
    for process in crew:
        process.join()
