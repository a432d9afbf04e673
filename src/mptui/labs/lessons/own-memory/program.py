"""Booths sell tickets and count them down in one global variable. Do they count the same tickets?"""

import argparse
import multiprocessing
import signal
import threading

tickets = 100


def sell(number, lock, count):
    global tickets
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for _ in range(count):
        with lock:
            tickets -= 1
            print(f"booth {number} sells a ticket, left: {tickets}")


def main():
    global tickets
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10, help="how many booths sell")
    parser.add_argument("--sales", type=int, default=1, help="tickets that each booth sells")
    parser.add_argument("--before", type=int, default=0, help="tickets that main sells before it opens the booths")
    parser.add_argument("--kind", choices=("process", "thread"), default="process", help="what a booth is")
    options = parser.parse_args()

    tickets -= options.before
    lock = multiprocessing.Lock()
    kind = multiprocessing.Process if options.kind == "process" else threading.Thread
    booths = [
        kind(target=sell, args=(number, lock, options.sales), daemon=True) for number in range(1, options.workers + 1)
    ]
    try:
        for booth in booths:
            booth.start()
        for booth in booths:
            booth.join()
        print(f"main has {tickets} tickets")
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
