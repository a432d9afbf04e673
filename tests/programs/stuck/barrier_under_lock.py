"""Three workers come to a barrier, but the first waits there with the lock that the others need to come to it."""

# finding: deadlock
# workers: step-0, step-1, step-2
# objects: log, all_there

import multiprocessing as mp
import time


def step(log, all_there, n):
    for turn in range(2):
        if turn == 0:
            all_there.wait()
        time.sleep(0.1 * n)
        with log:  # where
            print("step", n, "turn", turn, flush=True)
            if turn == 1:
                all_there.wait()  # where


if __name__ == "__main__":
    log, all_there = mp.Lock(), mp.Barrier(3)
    crew = [mp.Process(target=step, args=(log, all_there, n), name=f"step-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("done", flush=True)
