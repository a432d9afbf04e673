"""A worker crashes with a task in hand; main, which waits in join(), starts another one that does the rest."""

import os
import time
from multiprocessing import Process, Queue


def work(tasks):
    for task in iter(tasks.get, None):
        time.sleep(0.8)
        if task == "bad":
            os._exit(3)
        print(task, flush=True)


if __name__ == "__main__":
    tasks = Queue()
    for task in ("bad", "good", None):
        tasks.put(task)
    for attempt in range(2):
        worker = Process(target=work, args=(tasks,), name=f"attempt-{attempt}")
        worker.start()
        worker.join()
        print(worker.exitcode, flush=True)
