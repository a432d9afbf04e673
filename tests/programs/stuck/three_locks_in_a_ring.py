"""Each of three processes takes two of three locks, each the next one's first as its second. All come through."""

# finding: lock-order potential
# workers: north, east, south
# objects: a, b, c

import multiprocessing as mp
import time


def cross(begun, first, second, pause):
    begun.wait()
    time.sleep(pause)
    with first, second:  # where
        pass


if __name__ == "__main__":
    a, b, c, begun = mp.Lock(), mp.Lock(), mp.Lock(), mp.Barrier(3)
    ways = {"north": (a, b, 0), "east": (b, c, 1), "south": (c, a, 2)}
    crew = [mp.Process(target=cross, args=(begun, *way), name=name) for name, way in ways.items()]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
