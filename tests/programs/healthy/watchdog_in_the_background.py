"""A shell that runs on in the background kills the worker that main joins; main itself has no child that lives."""

import os
from multiprocessing import Lock, Process


def wait(lock):
    lock.acquire()


if __name__ == "__main__":
    lock = Lock()
    lock.acquire()
    worker = Process(target=wait, args=(lock,), name="worker")
    worker.start()
    os.system(f"(sleep 1.6; kill {worker.pid}) >/dev/null 2>&1 &")
    worker.join()
    print(worker.exitcode)
