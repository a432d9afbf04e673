"""The main process puts tasks into a queue, and workers do them: who waits for whom?"""

import argparse
import signal
import time
from multiprocessing import Process, Queue


def work(number, tasks, seconds):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for task in iter(tasks.get, None):
        time.sleep(seconds)
        print(f"worker {number}: did task {task}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2, help="how many processes do the tasks")
    parser.add_argument("--tasks", type=int, default=20, help="how many tasks there are")
    parser.add_argument("--work", type=int, default=200, help="milliseconds that a task takes")
    options = parser.parse_args()

    tasks = Queue(3)
    workers = [
        Process(target=work, args=(number, tasks, options.work / 1000), daemon=True)
        for number in range(1, options.workers + 1)
    ]
    try:
        for worker in workers:
            worker.start()
        for task in range(1, options.tasks + 1):
            tasks.put(task)
        for _ in workers:
            tasks.put(None)
        for worker in workers:
            worker.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
