"""os._exit leaves a process inside a with statement: nothing is released."""

# finding: dead-owner
# workers: check-0, check-1, check-2
# objects: summary

import multiprocessing as mp
import os


def check(summary, both, n):
    if n:
        both.wait()
    with summary:  # where
        print("check", n, flush=True)
        if n == 0:
            os._exit(1)  # a fatal error


if __name__ == "__main__":
    summary, both = mp.RLock(), mp.Barrier(2)
    crew = [mp.Process(target=check, args=(summary, both, n), name=f"check-{n}") for n in range(3)]
    crew[0].start()
    crew[0].join()
    for p in crew[1:]:
        p.start()
    for p in crew[1:]:
        p.join()
    print("checked", flush=True)
