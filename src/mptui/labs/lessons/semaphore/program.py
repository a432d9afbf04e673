"""A table with few seats: a Semaphore lets as many guests sit down as there are, and the others wait."""

import argparse
import signal
import sys
import time
from multiprocessing import Barrier, BoundedSemaphore, Process, Semaphore


def dine(number, seats, door, rounds, stay):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    door.wait()
    for meal in rounds:
        with seats:
            print(f"guest {number} sits down to meal {meal}")
            time.sleep(stay)
            print(f"guest {number} gets up")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=6, help="how many guests come")
    parser.add_argument("--seats", type=int, default=2, help="what the semaphore begins with")
    parser.add_argument("--rounds", type=int, default=2, help="meals of each guest; 0: without end")
    parser.add_argument("--stay", type=int, default=200, help="milliseconds that a guest sits")
    parser.add_argument("--kind", choices=("plain", "bounded"), default="plain", help="the kind of semaphore")
    parser.add_argument("--extra", type=int, default=0, help="releases that nobody acquired for")
    options = parser.parse_args()

    rounds = range(1, options.rounds + 1) if options.rounds else range(1, sys.maxsize)
    kind = Semaphore if options.kind == "plain" else BoundedSemaphore
    seats = kind(options.seats)
    how = (seats, Barrier(options.workers), rounds, options.stay / 1000)
    guests = [Process(target=dine, args=(number, *how), daemon=True) for number in range(1, options.workers + 1)]
    for _ in range(options.extra):
        try:
            seats.release()
        except ValueError as error:
            print("refused:", error)
    try:
        for guest in guests:
            guest.start()
        for guest in guests:
            guest.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
