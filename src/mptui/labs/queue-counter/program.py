"""Processes count one number down, kept first in a queue and then in shared memory."""

import argparse
import signal
import time
from multiprocessing import Barrier, Process, Queue, Value
from threading import BrokenBarrierError


def count_down(kind, shared, updates, everybody):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    everybody.wait()  # all have started
    for _ in range(updates):
        if kind == "queue":
            left = shared.get()  # from here to the put, nobody else can have it
            shared.put(left - 1)
        else:
            with shared.get_lock():
                shared.value -= 1
    everybody.wait()  # all have counted


def run(kind, shared, options):
    everybody = Barrier(options.workers + 1)
    args = (kind, shared, options.updates, everybody)
    group = [Process(target=count_down, args=args, daemon=True) for _ in range(options.workers)]
    for process in group:
        process.start()
    everybody.wait()
    began = time.perf_counter()
    everybody.wait(3 if options.quitter == "yes" else None)
    print(f"{kind} took {(time.perf_counter() - began) * 1000:.1f} ms")
    for process in group:
        process.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="processes that count")
    parser.add_argument("--updates", type=int, default=200, help="how often each of them takes one off the number")
    parser.add_argument("--quitter", choices=("no", "yes"), default="no", help="does one take the number and end?")
    options = parser.parse_args()
    queue, number = Queue(), Value("i", options.workers * options.updates)
    try:
        queue.put(number.value)
        if options.quitter == "yes":
            quitter = Process(target=queue.get, daemon=True)  # to get the number is all that it does
            quitter.start()
            quitter.join()
        run("queue", queue, options)
        run("value", number, options)
        print(f"left in the queue: {queue.get()}, left in the value: {number.value}")
    except KeyboardInterrupt:
        print("stopped")
    except BrokenBarrierError:
        print("the number is gone, and everybody waits for it: main ends them")


if __name__ == "__main__":
    main()
