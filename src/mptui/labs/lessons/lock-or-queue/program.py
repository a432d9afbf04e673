"""Workers report results: first each of them prints, under one lock; then all send them to main, which prints."""

import argparse
import signal
import time
from multiprocessing import Barrier, Lock, Process, Queue, Value


def show(line, milliseconds):
    print(line, end=" ", flush=True)
    if milliseconds:
        time.sleep(milliseconds / 1000)  # a slow terminal, disk or network
    print("ok", flush=True)


def report(number, options, lock, queue, start, free):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    start.wait()
    for line in [f"worker {number}: block {block}" for block in range(1, options.messages + 1)]:
        if queue:
            queue.put(line)
        else:
            with lock:
                show(line, options.slow)
    free.value = time.monotonic()  # the last one to be free writes last


def measure(way, lock, queue, options):
    start, free = Barrier(options.workers + 1), Value("d", 0.0)
    rest = (options, lock, queue, start, free)
    workers = [Process(target=report, args=(n, *rest), daemon=True) for n in range(1, options.workers + 1)]
    for worker in workers:
        worker.start()
    start.wait()  # all are there
    began = time.monotonic()
    start.wait()  # go
    for _ in range(options.workers * options.messages if queue else 0):
        show(queue.get(), options.slow)
    printed = time.monotonic()
    for worker in workers:
        worker.join()
    for what, end in (("workers free", free.value), ("all printed", max(printed, free.value))):
        print(f"{way}, {what}: {(end - began) * 1000:.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("workers", 4), ("messages", 50), ("slow", 5), ("bound", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    try:
        measure("lock", Lock(), None, options)
        measure("queue", None, Queue(options.bound), options)
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
