"""A process that sleeps in a condition is stopped by the parent; notify() waits until it is continued, 1.6 s later."""

import os
import signal
import threading
from multiprocessing import Condition, Process, Semaphore


def sleep(changed, ready):
    with changed:
        ready.release()
        changed.wait()


if __name__ == "__main__":
    changed, ready = Condition(), Semaphore(0)
    sleeper = Process(target=sleep, args=(changed, ready), name="sleeper")
    sleeper.start()
    ready.acquire()
    with changed:
        pass  # whoever is ready sleeps by now
    os.kill(sleeper.pid, signal.SIGSTOP)
    threading.Timer(1.6, os.kill, (sleeper.pid, signal.SIGCONT)).start()
    with changed:
        changed.notify()
    sleeper.join()
