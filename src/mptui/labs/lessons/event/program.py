"""Cars wait at one traffic light, which is an Event: red while it is clear, green while it is set."""

import argparse
import signal
import sys
import time
from multiprocessing import Event, Process, Semaphore


def drive(number, light, arrivals, rounds, patience, way):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    arrivals.release()
    for crossing in rounds:
        while not light.wait(patience):
            print(f"car {number} still sees red")
        print(f"car {number} crosses, time {crossing}")
        time.sleep(way)


def change(light, cars, options):
    while any(car.is_alive() for car in cars):
        time.sleep(options.red / 1000)
        print("the light turns green")
        light.set()
        if options.stays == "yes":
            return
        time.sleep(options.green / 1000)
        print("the light turns red")
        light.clear()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many cars wait")
    parser.add_argument("--rounds", type=int, default=3, help="how often each car crosses; 0: without end")
    parser.add_argument("--red", type=int, default=300, help="milliseconds that the light is red")
    parser.add_argument("--green", type=int, default=100, help="milliseconds that it is green")
    parser.add_argument("--way", type=int, default=250, help="milliseconds from the crossing back to the light")
    parser.add_argument("--patience", type=int, default=0, help="milliseconds until a car looks again; 0: without end")
    parser.add_argument("--stays", choices=("no", "yes"), default="no", help="does the first green last for ever?")
    options = parser.parse_args()

    rounds = range(1, options.rounds + 1) if options.rounds else range(1, sys.maxsize)
    light, arrivals = Event(), Semaphore(0)
    how = (light, arrivals, rounds, options.patience / 1000 or None, options.way / 1000)
    cars = [Process(target=drive, args=(number, *how), daemon=True) for number in range(1, options.workers + 1)]
    try:
        for car in cars:
            car.start()
        for _ in cars:
            arrivals.acquire()
        change(light, cars, options)
        for car in cars:
            car.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
