"""An error_callback fails itself, in the pool's thread for results; the main thread waits for what comes after."""

# finding: silent-exception
# objects: pool

import multiprocessing as mp

failed = {}


def check(n):
    if n == 1:
        raise ValueError(n)
    return n


def note(error):
    failed[str(error)] += 1  # where


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        jobs = [pool.apply_async(check, (n,), error_callback=note) for n in range(4)]
        pool.close()
        for job in jobs:
            job.wait()
            print("one is done", flush=True)
    print("failed:", failed, flush=True)
