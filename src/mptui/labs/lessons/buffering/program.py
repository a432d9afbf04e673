"""Workers print lines without any lock: how many writes is a line, and who decides that?"""

import argparse
import signal
import sys
from multiprocessing import Barrier, Process


def work(number, lines, filling, flush, start):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    start.wait()
    for line in lines:
        print("worker", number, end=" ", flush=flush)
        print("line", line, filling)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many processes print")
    parser.add_argument("--lines", type=int, default=20, help="lines from each of them; 0: without end")
    parser.add_argument("--filling", type=int, default=20, help="how many dots end each line")
    parser.add_argument("--flush", choices=("no", "yes"), default="no", help="flush in the middle of each line?")
    options = parser.parse_args()

    lines = range(1, options.lines + 1) if options.lines else range(1, sys.maxsize)
    start = Barrier(options.workers)
    task = (lines, "." * options.filling, options.flush == "yes", start)
    workers = [Process(target=work, args=(number, *task), daemon=True) for number in range(1, options.workers + 1)]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            worker.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
