"""Tasks of a pool release a semaphore when they are done; one fails, and nobody asks for its result."""

# finding: silent-exception suspected
# also: nobody-left

import multiprocessing as mp

finished = None


def begin(semaphore):
    global finished
    finished = semaphore


def resize(size):
    if 100 // size:  # where
        finished.release()


if __name__ == "__main__":
    semaphore = mp.Semaphore(0)
    with mp.Pool(2, begin, (semaphore,)) as pool:
        for size in (10, 20, 0, 40):
            pool.apply_async(resize, (size,))
        for n in range(4):
            semaphore.acquire()
            print(n + 1, "resized", flush=True)
