"""Processes count down one number that is kept in a queue; then each counts alone and puts its count there."""

import argparse
import signal
import time
from multiprocessing import Barrier, Process, Queue
from threading import BrokenBarrierError


def count_down(how, queue, updates, everybody):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    everybody.wait()  # all have started
    if how == "passed around":
        for _ in range(updates):
            left = queue.get()  # from here to the put, nobody else can have it
            queue.put(left - 1)
    else:
        queue.put(sum(1 for _ in range(updates)))
    everybody.wait()  # all have counted


def run(how, queue, options):
    everybody = Barrier(options.workers + 1)
    args = (how, queue, options.updates, everybody)
    group = [Process(target=count_down, args=args, daemon=True) for _ in range(options.workers)]
    for process in group:
        process.start()
    everybody.wait()
    began = time.perf_counter()
    everybody.wait(3 if options.quitter == "yes" else None)
    print(f"{how}: {(time.perf_counter() - began) * 1000:.1f} ms")
    for process in group:
        process.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="processes that count")
    parser.add_argument("--updates", type=int, default=1000, help="how often each of them takes one off the number")
    parser.add_argument("--quitter", choices=("no", "yes"), default="no", help="does one take the number and end?")
    options = parser.parse_args()
    total, queue = options.workers * options.updates, Queue()
    try:
        queue.put(total)
        if options.quitter == "yes":
            quitter = Process(target=queue.get)  # to take the number is all that it does
            quitter.start()
            quitter.join()
        run("passed around", queue, options)
        print("left of the number:", queue.get())
        run("counted alone", queue, options)
        print("left when added up:", total - sum(queue.get() for _ in range(options.workers)))
    except KeyboardInterrupt:
        print("stopped")
    except BrokenBarrierError:
        print("the number is gone, and everybody waits for it: main ends them")


if __name__ == "__main__":
    main()
