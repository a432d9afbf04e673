"""Hikers of unequal speed walk from hut to hut, and wait at a Barrier in each until all have arrived."""

import argparse
import signal
import sys
import time
from multiprocessing import Array, Barrier, Process
from threading import BrokenBarrierError


def hike(number, hut, reached, stages, options):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for stage in stages:
        time.sleep(number * options.step / 1000)
        reached[number - 1] = stage
        print(f"hiker {number} is at hut {stage}, ahead by {stage - min(reached)}")
        if options.barrier == "yes":
            try:
                hut.wait(options.patience / 1000 or None)
            except BrokenBarrierError:
                print(f"hiker {number} goes home: the barrier is broken")
                return


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many hikers walk, each slower than the last")
    parser.add_argument("--stages", type=int, default=3, help="huts on the way; 0: without end")
    parser.add_argument("--step", type=int, default=100, help="milliseconds that the first hiker walks to the next hut")
    parser.add_argument("--patience", type=int, default=0, help="milliseconds that a hiker waits; 0: for all")
    parser.add_argument("--barrier", choices=("yes", "no"), default="yes", help="do they wait for each other?")
    options = parser.parse_args()

    stages = range(1, options.stages + 1) if options.stages else range(1, sys.maxsize)
    hut = Barrier(options.workers)
    reached = Array("i", options.workers, lock=False)  # how far each of them is; nobody writes another's
    how = (hut, reached, stages, options)
    hikers = [Process(target=hike, args=(number, *how), daemon=True) for number in range(1, options.workers + 1)]
    try:
        for hiker in hikers:
            hiker.start()
        for hiker in hikers:
            hiker.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
