"""Main makes all its processes, and only then starts them: when does each get its process id?"""

import argparse
import os
import signal
import time
from multiprocessing import Process


def work():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    print("I am process", os.getpid())


def show(moment, workers):
    for worker in workers:
        print(f"{moment}: the pid of {worker.name} is {worker.pid}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many processes")
    parser.add_argument("--first", choices=("show", "start"), default="show", help="what main does first")
    parser.add_argument("--early", choices=("nothing", "join"), default="nothing", help="what it tries too early")
    parser.add_argument("--wait", type=int, default=0, help="seconds between making and starting")
    options = parser.parse_args()

    workers = [Process(target=work, daemon=True) for _ in range(options.workers)]
    try:
        if options.first == "show":
            show("made", workers)
        if options.early == "join":
            try:
                workers[0].join()
            except AssertionError as error:
                print("join:", error)
        time.sleep(options.wait)
        for worker in workers:
            worker.start()
        show("started", workers)
        for worker in workers:
            worker.join()
        show("joined", workers)
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
