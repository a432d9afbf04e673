"""Starts workers without `if __name__ == "__main__"`: under spawn, each of them runs this file again."""

import argparse
import multiprocessing
import os
import signal
import time


def leave_ctrl_c_to_main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # main ends its workers


def work(number):
    leave_ctrl_c_to_main()
    print(f"worker {number} works, in process {os.getpid()}")


def start_processes(options):
    workers = []
    for number in range(1, options.workers + 1):
        workers.append(multiprocessing.Process(target=work, args=(number,), daemon=True))
        workers[-1].start()
    for worker in workers:
        worker.join()
    print("exit codes of the workers:", [worker.exitcode for worker in workers])


def start_pool(options):
    with multiprocessing.Pool(options.workers, leave_ctrl_c_to_main) as pool:
        pool.map_async(work, range(1, options.workers + 1))
        time.sleep(options.seconds)
    print("the pool was ended after", options.seconds, "seconds")


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--workers", type=int, default=3, help="how many processes main starts")
parser.add_argument("--kind", choices=("process", "pool"), default="process", help="how it starts them")
parser.add_argument("--seconds", type=int, default=3, help="how long a pool is left to itself")
parser.add_argument("--guard", choices=("no", "yes"), default="no", help="is the rest of this file guarded?")
options = parser.parse_args()

print(f"this file runs as {__name__}, in process {os.getpid()}")
if options.guard == "no" or __name__ == "__main__":
    try:
        start_processes(options) if options.kind == "process" else start_pool(options)
    except KeyboardInterrupt:
        print("stopped")
