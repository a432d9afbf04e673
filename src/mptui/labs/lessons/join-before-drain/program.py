"""Main joins a process that has put a lot into a queue, before it gets anything out."""

import argparse
import signal
from multiprocessing import Process, Queue


def put_items(queue, items, size):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for _ in range(items):
        queue.put(bytes(size))
    print("putter: all puts have returned, and so do I", flush=True)


def get_items(queue, items):
    for _ in range(items):
        queue.get()
    print("main: got all", items, "items")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100, help="items to put")
    parser.add_argument("--size", type=int, default=10_000, help="bytes in each item")
    parser.add_argument("--first", choices=("join", "get"), default="join", help="what main does first")
    parser.add_argument("--seconds", type=int, default=2, help="how long the first join waits")
    options = parser.parse_args()

    queue = Queue()
    putter = Process(target=put_items, args=(queue, options.items, options.size), daemon=True)
    putter.start()
    try:
        if options.first == "join":
            putter.join(options.seconds)  # without a number of seconds this would wait for ever
            if putter.exitcode is None:
                print("main: the putter does not end: nobody takes its items")
            else:
                print("main: the putter has ended before anything was fetched")
        get_items(queue, options.items)
        putter.join()
        print("main: the putter has ended, exit code", putter.exitcode)
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
