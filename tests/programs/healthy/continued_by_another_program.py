"""A process that holds a lock stops itself; a program that main has started continues it after 1.6 s."""

import os
import signal
import subprocess
from multiprocessing import Lock, Process, Semaphore


def work(lock, held):
    with lock:
        held.release()
        os.kill(os.getpid(), signal.SIGSTOP)
    print("continued", flush=True)


if __name__ == "__main__":
    lock, held = Lock(), Semaphore(0)
    worker = Process(target=work, args=(lock, held), name="worker")
    worker.start()
    held.acquire()
    helper = subprocess.Popen(["sh", "-c", f"sleep 1.6; kill -CONT {worker.pid}"])
    worker.join()
    with lock:
        helper.wait()
