"""Four workers print as many lines as the first argument says; a second names the one to do its share alone."""

import sys
from multiprocessing import Process

WORKERS = 4


def work(number, lines):
    for line in range(lines):
        print("worker", number, "line", line)


def main():
    share = int(sys.argv[1]) // WORKERS
    if len(sys.argv) > 2:
        work(int(sys.argv[2]), share)
        return
    workers = [Process(target=work, args=(number, share)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
