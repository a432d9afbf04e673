"""Four workers print lines under a lock, without end; the main process waits for them."""

from itertools import count
from multiprocessing import Lock, Process


def work(number, lock):
    for line in count():
        with lock:
            print(f"printer {number}:", f"line {line}", "end", flush=True)


if __name__ == "__main__":
    lock = Lock()
    workers = [Process(target=work, args=(number, lock), name=f"Printer-{number}") for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
