"""The parent stops a worker that holds a lock and continues it after 1.5 s; another worker waits meanwhile."""

import os
import signal
import time
from multiprocessing import Event, Lock, Process


def work(lock, held):
    with lock:
        held.set()
        time.sleep(0.4)


if __name__ == "__main__":
    lock, held = Lock(), Event()
    first, second = (Process(target=work, args=(lock, held), name=name) for name in ("first", "second"))
    first.start()
    held.wait()
    second.start()
    os.kill(first.pid, signal.SIGSTOP)
    time.sleep(1.5)
    os.kill(first.pid, signal.SIGCONT)
    first.join()
    second.join()
