"""Putters and getters share one bounded queue, which makes whoever is too fast wait."""

import argparse
import os
import signal
import sys
import time
from multiprocessing import Lock, Process, Queue


def put_items(queue, lock, rounds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for number in rounds:
        item = f"item {number} of {os.getpid()}"
        queue.put(item)
        with lock:
            print(os.getpid(), "(put):", item)


def get_items(queue, lock, seconds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for item in iter(queue.get, None):
        with lock:
            print(os.getpid(), "(get):", item)
        time.sleep(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--putters", type=int, default=10, help="processes that put")
    parser.add_argument("--getters", type=int, default=10, help="processes that get")
    parser.add_argument("--rounds", type=int, default=1, help="items from each putter; 0: without end")
    parser.add_argument("--work", type=int, default=0, help="milliseconds that a getter spends on an item")
    options = parser.parse_args()

    rounds = range(1, options.rounds + 1) if options.rounds else range(1, sys.maxsize)
    queue = Queue(3)
    lock = Lock()
    put = (queue, lock, rounds)
    get = (queue, lock, options.work / 1000)
    putters = [Process(target=put_items, args=put, daemon=True) for _ in range(options.putters)]
    getters = [Process(target=get_items, args=get, daemon=True) for _ in range(options.getters)]
    try:
        for process in putters + getters:
            process.start()
        for putter in putters:
            putter.join()
        for _ in getters:
            queue.put(None)
        queue.close()
        for getter in getters:
            getter.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
