"""A worker is killed with a lock in hand; main notices after 1.6 s and releases it in its stead. The next goes on."""

import os
import signal
import time
from multiprocessing import Lock, Process


def work(lock, accident):
    with lock:
        if accident:
            os.kill(os.getpid(), signal.SIGKILL)
        print("the work is done", flush=True)


if __name__ == "__main__":
    lock = Lock()
    first = Process(target=work, args=(lock, True), name="unlucky")
    first.start()
    first.join()
    second = Process(target=work, args=(lock, False), name="lucky")
    second.start()
    time.sleep(1.6)
    if first.exitcode:
        lock.release()
    second.join()
