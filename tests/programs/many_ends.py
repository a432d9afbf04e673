"""Workers that end while they run, wait or are held, and are waited for much later. Argument: a file to wait for."""

import os
import pathlib
import signal
import sys
import threading
import time
from multiprocessing import Lock, Process


def want(lock):
    with lock:
        pass


def write():
    while True:
        print("still here", flush=True)
        time.sleep(0.02)


def wait_for(name):
    while not pathlib.Path(sys.argv[1], name).exists():
        time.sleep(0.01)


if __name__ == "__main__":
    held = Lock()
    held.acquire()
    threading.Thread(target=want, args=(held,), name="left waiting", daemon=True).start()
    writing = [Process(target=write, name=f"writing-{number}") for number in range(2)]
    waiting = Process(target=want, args=(held,), name="waiting")
    brief = Process(target=time.sleep, args=(0,), name="brief")
    for worker in (*writing, waiting, brief):
        worker.start()
    wait_for("kill")
    for worker in (waiting, writing[0]):
        os.kill(worker.pid, signal.SIGKILL)
    wait_for("join")
    for worker in (*writing, waiting, brief):
        worker.join()
