"""What does adding to a number cost that lies in a plain dict, in shared memory, or in a manager?"""

import argparse
import signal
from multiprocessing import Array, Barrier, Manager, Process, Value
from timeit import repeat


def add_to_item(store, key, batch):
    number = store[key]
    for _ in range(batch):
        number += 1
    store[key] = number


def add_to_attribute(store, name, batch):
    number = getattr(store, name)
    for _ in range(batch):
        number += 1
    setattr(store, name, number)


def measure(stores, start, options, turns=200):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    for _ in range(options.rounds):
        for label, add, store, key in stores:
            best = min(repeat(lambda: add(store, key, options.batch), number=turns, repeat=5))  # noqa: B023
            print(f"{label}: {best / turns / options.batch * 1e6:.3f} us")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1, help="how many processes measure at the same time")
    parser.add_argument("--rounds", type=int, default=1, help="how often they measure everything")
    parser.add_argument("--batch", type=int, default=1, help="how much to add between one read and one write")
    options = parser.parse_args()

    with Manager() as manager:
        stores = (
            ("plain dict", add_to_item, {"n": 0}, "n"),
            ("Value", add_to_attribute, Value("i", 0), "value"),
            ("Array", add_to_item, Array("i", 1), 0),
            ("Manager dict", add_to_item, manager.dict(n=0), "n"),
            ("Manager list", add_to_item, manager.list([0]), 0),
            ("Manager Namespace", add_to_attribute, manager.Namespace(n=0), "n"),
        )
        start = Barrier(options.workers)
        workers = [Process(target=measure, args=(stores, start, options), daemon=True) for _ in range(options.workers)]
        try:
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
