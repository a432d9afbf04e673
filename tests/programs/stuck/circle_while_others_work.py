"""Two of six workers block each other; the others go on with another lock for ever, and nobody notices."""

# finding: deadlock
# workers: index, cache
# objects: index_lock, cache_lock

import multiprocessing as mp
import time


def serve(tick):
    while True:
        with tick:
            time.sleep(0.02)


def update(first, second, begun):
    with first:  # where
        begun.wait()
        with second:  # where
            print("updated", flush=True)


if __name__ == "__main__":
    tick, index_lock, cache_lock = mp.Lock(), mp.Lock(), mp.Lock()
    begun = mp.Barrier(2)
    crew = [mp.Process(target=serve, args=(tick,), name=f"web-{n}") for n in range(4)]
    crew.append(mp.Process(target=update, args=(index_lock, cache_lock, begun), name="index"))
    crew.append(mp.Process(target=update, args=(cache_lock, index_lock, begun), name="cache"))
    for p in crew:
        p.start()
    for p in crew:
        p.join()
