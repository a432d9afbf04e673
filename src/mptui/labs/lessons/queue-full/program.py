"""A process puts ten items into a queue that holds three, and a getter makes room slowly."""

import argparse
import signal
import sys
import time
from multiprocessing import Process, Queue
from queue import Full


def put_items(queue, numbers, how, seconds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for number in numbers:
        try:
            if how == "put":
                queue.put(number)
            elif how == "timeout":
                queue.put(number, timeout=seconds)
            else:
                queue.put_nowait(number)
            print("put", number)
        except Full:
            print("Full: the queue did not take", number)


def get_items(queue, seconds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for item in iter(queue.get, None):
        print("got", item)
        time.sleep(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10, help="items to put; 0: without end")
    parser.add_argument("--how", choices=("put", "timeout", "nowait"), default="put", help="how to put them")
    parser.add_argument("--wait", type=int, default=50, help="milliseconds that a put with a timeout waits for room")
    parser.add_argument("--work", type=int, default=200, help="milliseconds that the getter spends on an item")
    options = parser.parse_args()

    numbers = range(1, options.items + 1) if options.items else range(1, sys.maxsize)
    queue = Queue(3)
    put = (queue, numbers, options.how, options.wait / 1000)
    putter = Process(target=put_items, args=put, daemon=True)
    getter = Process(target=get_items, args=(queue, options.work / 1000), daemon=True)
    try:
        putter.start()
        getter.start()
        putter.join()
        queue.put(None)
        getter.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
