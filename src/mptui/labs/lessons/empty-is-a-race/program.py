"""Getters ask empty() and act on the answer, which is old by the time they use it."""

import argparse
import signal
import time
from multiprocessing import Barrier, Process, Queue


def get_item(number, queue, everybody, how):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    everybody.wait()
    empty = queue.empty()
    everybody.wait()  # all have looked before anyone gets: this makes the worst case certain
    if how == "none":
        for item in iter(queue.get, None):
            print(f"getter {number} got {item}")
        print(f"getter {number} was told to stop")
    elif empty:
        print(f"getter {number} saw an empty queue and leaves")
    else:
        print(f"getter {number} saw an item and calls get()")
        print(f"getter {number} got {queue.get()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="how many getters")
    parser.add_argument("--item", choices=("early", "late"), default="early", help="put before or after they look")
    parser.add_argument("--how", choices=("empty", "none"), default="empty", help="ask empty(), or wait for a None")
    parser.add_argument("--seconds", type=int, default=2, help="after which main ends those that still wait")
    options = parser.parse_args()

    queue, everybody = Queue(), Barrier(options.workers + 1)
    rest = (queue, everybody, options.how)
    getters = [Process(target=get_item, args=(number, *rest), daemon=True) for number in range(1, options.workers + 1)]
    for getter in getters:
        getter.start()
    try:
        if options.item == "early":
            queue.put("the item")
        while options.item == "early" and queue.empty():
            time.sleep(0.001)  # main has just put it, and still has to wait until it is in the pipe
        everybody.wait()  # from here on they look
        everybody.wait()  # they have looked
        if options.item == "late":
            queue.put("the item")
        for _ in range(options.workers if options.how == "none" else 0):
            queue.put(None)
        end = time.monotonic() + options.seconds
        for number, getter in enumerate(getters, 1):
            getter.join(max(end - time.monotonic(), 0))
            if getter.exitcode is None:
                print(f"getter {number} still waits in get(): main ends it")
                getter.terminate()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
