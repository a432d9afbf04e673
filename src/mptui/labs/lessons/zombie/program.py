"""Children end while main is busy elsewhere: what is left of them until it asks?"""

import argparse
import os
import signal
import time
from multiprocessing import Barrier, Process, active_children, connection


def work(end):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    end.wait()


def count_known(pids):
    """How many of these ids the system still knows; signal 0 asks and does nothing."""
    known = 0
    for pid in pids:
        try:
            os.kill(pid, 0)
            known += 1
        except ProcessLookupError:
            pass
    return known


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many children")
    parser.add_argument("--busy", type=int, default=1, help="seconds for which main looks away")
    parser.add_argument("--then", choices=("join", "list", "start", "leave"), default="join", help="what it does then")
    parser.add_argument("--ignore", choices=("no", "yes"), default="no", help="does main ignore SIGCHLD?")
    options = parser.parse_args()

    if options.ignore == "yes":
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    end = Barrier(options.workers)
    workers = [Process(target=work, args=(end,), daemon=True) for _ in range(options.workers)]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            connection.wait([worker.sentinel])  # until it has ended; this asks nobody for its exit code
        time.sleep(options.busy)
        print("all have ended; ids that the system still knows:", count_known([worker.pid for worker in workers]))
        if options.then == "join":
            for worker in workers:
                worker.join()
        elif options.then == "list":
            print("still alive:", len(active_children()))
        elif options.then == "start":
            Process(target=os.getpid, daemon=True).start()
        print(f"after {options.then}: ids known {count_known([worker.pid for worker in workers])}")
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
