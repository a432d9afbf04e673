"""Two processes take two locks of a manager in different orders."""

# finding: deadlock
# workers: north, south
# objects: bridge, road

import multiprocessing as mp
import time


def cross(first, second):
    with first:  # where
        time.sleep(0.3)
        with second:  # where
            print("crossed", flush=True)


if __name__ == "__main__":
    with mp.Manager() as manager:
        bridge, road = manager.Lock(), manager.Lock()
        crew = [
            mp.Process(target=cross, args=(bridge, road), name="north"),
            mp.Process(target=cross, args=(road, bridge), name="south"),
        ]
        for p in crew:
            p.start()
        for p in crew:
            p.join()
        print("both crossed", flush=True)
