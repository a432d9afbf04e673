"""Four workers print a million short lines between them, or as many as the argument says."""

import sys
from multiprocessing import Process

WORKERS = 4


def work(number, lines):
    for line in range(lines):
        print("worker", number, "line", line)


if __name__ == "__main__":
    share = int(sys.argv[1]) // WORKERS
    workers = [Process(target=work, args=(number, share)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
