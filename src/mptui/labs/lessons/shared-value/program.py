"""Clerks add to one shared Value. Is what they counted what they added?"""

import argparse
import contextlib
import signal
from multiprocessing import Barrier, Lock, Process, Value


def add(counter, guard, start, times):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    for _ in range(times):
        with guard:
            counter.value += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="how many processes add")
    parser.add_argument("--times", type=int, default=100_000, help="how often each of them adds 1")
    ways = ("unlocked", "locked", "own")
    parser.add_argument("--how", choices=ways, default="unlocked", help="no lock, a Lock, or the Value's own lock")
    options = parser.parse_args()

    counter = Value("i", 0)
    guards = {"unlocked": contextlib.nullcontext(), "locked": Lock(), "own": counter.get_lock()}
    start = Barrier(options.workers)
    how = (counter, guards[options.how], start, options.times)
    clerks = [Process(target=add, args=how, daemon=True) for _ in range(options.workers)]
    try:
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
    except KeyboardInterrupt:
        print("stopped")
    expected, counted = options.workers * options.times, counter.value
    print("expected", expected)
    print("counted", counted)
    print("lost", expected - counted)


if __name__ == "__main__":
    main()
