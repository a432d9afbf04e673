"""Two processes take two locks of a manager in different orders."""

# finding: deadlock suspected
# workers: north, south
# objects: bridge, road

import multiprocessing as mp


def cross(first, second, both):
    with first:  # where
        both.wait()
        with second:  # where
            print("crossed", flush=True)


if __name__ == "__main__":
    with mp.Manager() as manager:
        bridge, road, both = manager.Lock(), manager.Lock(), mp.Barrier(2)
        crew = [
            mp.Process(target=cross, args=(bridge, road, both), name="north"),
            mp.Process(target=cross, args=(road, bridge, both), name="south"),
        ]
        for p in crew:
            p.start()
        for p in crew:
            p.join()
        print("both crossed", flush=True)
