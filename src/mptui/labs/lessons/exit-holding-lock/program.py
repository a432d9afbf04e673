"""Booths sell tickets under one lock. The one that finds them sold out leaves while it holds the lock."""

import argparse
import os
import signal
import sys
import time
from multiprocessing import Barrier, Lock, Process, Value


def sell(number, left, lock, start, leave):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    while True:
        with lock:
            if left.value <= 0:
                print(f"booth {number}: sold out, I leave")
                os._exit(0) if leave == "os._exit" else sys.exit(0)
            left.value -= 1
            print(f"booth {number}: sold a ticket, {left.value} left")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="booths")
    parser.add_argument("--tickets", type=int, default=20, help="tickets to sell")
    parser.add_argument("--leave", choices=("os._exit", "sys.exit"), default="os._exit", help="how a booth leaves")
    parser.add_argument("--patience", type=int, default=3, help="seconds that main waits before it ends them")
    options = parser.parse_args()

    left = Value("i", options.tickets, lock=False)  # guarded by the lock below
    lock, start = Lock(), Barrier(options.workers + 1)
    rest = (left, lock, start, options.leave)
    booths = [Process(target=sell, args=(number, *rest), daemon=True) for number in range(1, options.workers + 1)]
    try:
        for booth in booths:
            booth.start()
        start.wait()
        give_up = time.monotonic() + options.patience
        here = dict(enumerate(booths, 1))
        while here and time.monotonic() < give_up:
            time.sleep(0.1)
            for number in [number for number, booth in here.items() if not booth.is_alive()]:
                print(f"main: booth {number} has left, exit code {here.pop(number).exitcode}")
        for number, booth in here.items():
            booth.terminate()
            booth.join()
            print(f"main: booth {number} still waits, I end it: exit code {booth.exitcode}")
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
