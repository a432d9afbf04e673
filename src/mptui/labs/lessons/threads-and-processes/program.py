"""One worker, run by threads and then by processes: which of them share a process id?"""

import argparse
import multiprocessing
import os
import threading


def work(sign, lock):
    with lock:
        print(sign, os.getpid())


def run_group(kind, sign, lock, size):
    group = [kind(target=work, args=(sign, lock)) for _ in range(size)]
    for worker in group:
        worker.start()
    for worker in group:
        worker.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=5, help="how many threads, and how many processes")
    options = parser.parse_args()

    print("main", os.getpid())
    thread_lock = threading.Lock()
    run_group(threading.Thread, "thread", thread_lock, options.workers)
    process_lock = multiprocessing.Lock()
    run_group(multiprocessing.Process, "process", process_lock, options.workers)


if __name__ == "__main__":
    main()
