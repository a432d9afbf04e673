"""A semaphore tells of finished parts; one part fails and tells nothing, and the main process waits for three."""

# finding: nobody-left
# workers: MainProcess
# objects: finished

import multiprocessing as mp


def make(n, finished):
    if n == 1:
        raise ValueError("no material")
    finished.release()


if __name__ == "__main__":
    finished = mp.Semaphore(0)
    crew = [mp.Process(target=make, args=(n, finished), name=f"part-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for _ in crew:
        finished.acquire()  # where
        print("one part more", flush=True)
    for p in crew:
        p.join()
