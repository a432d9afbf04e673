"""One worker holds a lock while others try to take it: the module's own lock, or one that they were given?"""

import argparse
import signal
from multiprocessing import Event, Lock, Process

lock = Lock()  # a global: a process that imports this module makes one of its own


def hold(given, holding, tried):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    with given or lock:
        print("worker 1: holds the lock")
        holding.set()
        tried.wait()
        print("worker 1: gives it back")


def attempt(number, given, holding):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mine = given or lock
    holding.wait()
    if mine.acquire(block=False):
        print(f"worker {number}: holds the lock, too")
        mine.release()
    else:
        print(f"worker {number}: is refused")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2, help="processes: one holds the lock, the others try")
    parser.add_argument("--use", choices=("global", "argument"), default="global", help="which lock they use")
    options = parser.parse_args()

    given = lock if options.use == "argument" else None
    holding, tried = Event(), Event()
    holder = Process(target=hold, args=(given, holding, tried), daemon=True)
    others = [
        Process(target=attempt, args=(number, given, holding), daemon=True) for number in range(2, options.workers + 1)
    ]
    try:
        for process in [holder, *others]:
            process.start()
        for process in others:
            process.join()
        tried.set()
        holder.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
