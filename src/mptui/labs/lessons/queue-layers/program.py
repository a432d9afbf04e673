"""Putters fill a queue while nobody fetches: where are the items, and who waits?"""

import argparse
import signal
import time
from collections import Counter
from multiprocessing import Process, Queue, Semaphore


def put_items(name, queue, items, size, returned):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for number in range(items):
        queue.put((name, number, bytes(size)))  # no lock around it: the queue has its own inside
    print(f"putter {name}: all puts have returned")
    returned.release()


def get_items(queue, items, size, seconds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seen, good = Counter(), 0
    for _ in range(items):
        name, number, data = queue.get()
        good += number == seen[name] and len(data) == size
        seen[name] += 1
        time.sleep(seconds)
    print(f"got {items} items, whole and in the order of their putter: {good}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2, help="how many putters")
    parser.add_argument("--items", type=int, default=10, help="items from each putter")
    parser.add_argument("--size", type=int, default=100_000, help="bytes in each item")
    parser.add_argument("--bound", type=int, default=0, help="maxsize of the queue; 0: none")
    parser.add_argument("--look", type=int, default=0, help="seconds to look at the full queue before a getter starts")
    parser.add_argument("--work", type=int, default=0, help="milliseconds that the getter spends on an item")
    options = parser.parse_args()

    queue, returned = Queue(options.bound), Semaphore(0)
    put = (queue, options.items, options.size, returned)
    get = (queue, options.workers * options.items, options.size, options.work / 1000)
    putters = [Process(target=put_items, args=(name, *put), daemon=True) for name in range(1, options.workers + 1)]
    getter = Process(target=get_items, args=get, daemon=True)
    try:
        for putter in putters:
            putter.start()
        done = all(returned.acquire(timeout=3) for _ in putters)
        print("nothing was fetched yet, and", "every put has returned" if done else "a put waits for room")
        time.sleep(options.look)
        getter.start()
        for process in [*putters, getter]:
            process.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
