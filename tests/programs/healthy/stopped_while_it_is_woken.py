"""A process that sleeps in a condition is stopped by the parent; notify() waits until it is continued, 1.6 s later."""

import os
import signal
import threading
import time
from multiprocessing import Condition, Process


def sleep(changed):
    with changed:
        changed.wait()


if __name__ == "__main__":
    changed = Condition()
    sleeper = Process(target=sleep, args=(changed,), name="sleeper")
    sleeper.start()
    time.sleep(0.3)
    os.kill(sleeper.pid, signal.SIGSTOP)
    threading.Timer(1.6, os.kill, (sleeper.pid, signal.SIGCONT)).start()
    with changed:
        changed.notify()
    sleeper.join()
