"""Philosophers at a round table, a fork between any two of them; who eats needs the forks on both sides."""

import argparse
import signal
import time
from multiprocessing import Barrier, Lock, Process


def dine(number, forks, first, second, meals, start, met):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    for meal in range(1, meals + 1):
        with forks[first]:
            print(f"philosopher {number}: has fork {first}, wants fork {second}")
            met.wait()
            with forks[second]:
                print(f"philosopher {number}: eats meal {meal}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="philosophers, and forks")
    parser.add_argument("--order", choices=("crossed", "sorted"), default="crossed", help="which fork is first")
    parser.add_argument("--meals", type=int, default=3, help="meals of each philosopher")
    parser.add_argument("--patience", type=int, default=3, help="seconds that main waits before it ends them")
    options = parser.parse_args()

    size, crossed = options.workers, options.order == "crossed"
    forks = [Lock() for _ in range(size)]
    start = Barrier(size + 1)
    met = Barrier(size if crossed else 1)  # crossed: nobody takes a second fork before all have one
    table = []
    for number in range(size):
        sides = [number, (number + 1) % size]  # left, right
        first, second = sides if crossed else sorted(sides)
        rest = (forks, first, second, options.meals, start, met)
        table.append(Process(target=dine, args=(number, *rest), daemon=True))
    try:
        for philosopher in table:
            philosopher.start()
        start.wait()
        give_up = time.monotonic() + options.patience
        hungry = table
        while hungry and time.monotonic() < give_up:
            time.sleep(0.1)
            hungry = [philosopher for philosopher in hungry if philosopher.is_alive()]
        for philosopher in hungry:
            philosopher.terminate()
        for philosopher in hungry:
            philosopher.join()
        if hungry:
            print(f"main: {len(hungry)} of {size} still wait after {options.patience} s, I ended them")
        else:
            print("main: all have eaten")
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
