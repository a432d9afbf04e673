"""Tasks of a pool add to a Value that its initializer gave them, and only one of two holds its lock meanwhile."""

# finding: lost-update suspected
# objects: tally

import multiprocessing as mp

shared = {}


def begin(tally, barrier):
    shared.update(tally=tally, barrier=barrier)


def add(locked):
    tally, barrier = shared["tally"], shared["barrier"]
    if locked:
        barrier.wait(30)
        with tally.get_lock():
            tally.value += 1
        barrier.wait(30)
    else:
        tally.value = tally.value + (barrier.wait(30), barrier.wait(30), 1)[-1]  # where


if __name__ == "__main__":
    tally, barrier = mp.Value("i", 0), mp.Barrier(2)
    with mp.Pool(2, begin, (tally, barrier)) as pool:
        pool.map(add, [True, False], chunksize=1)
    print(tally.value, flush=True)
