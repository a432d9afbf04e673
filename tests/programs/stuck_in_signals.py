"""A setter, and at last the main process, wait for a sleeper that is dead to wake."""

import multiprocessing
import os
import signal
import sys
import time


def sleep_in(sleeper, ready):
    ready.release()
    if hasattr(sleeper, "is_set"):
        sleeper.wait()
    else:
        with sleeper:
            sleeper.wait()


def wake(changed):
    with changed:
        changed.notify_all()


if __name__ == "__main__":
    ready = multiprocessing.Semaphore(0)
    stop, changed = multiprocessing.Event(), multiprocessing.Condition()
    sleepers = [multiprocessing.Process(target=sleep_in, args=(one, ready)) for one in (stop, changed)]
    for sleeper in sleepers:
        sleeper.start()
        ready.acquire()
    time.sleep(float(sys.argv[1]))
    for sleeper in sleepers:
        os.kill(sleeper.pid, signal.SIGKILL)
        sleeper.join()
    setter = multiprocessing.Process(target=stop.set, name="setter", daemon=True)
    setter.start()
    wake(changed)
