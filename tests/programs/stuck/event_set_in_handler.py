"""A signal handler sets the event that the same thread waits for, and waits for itself."""

# finding: deadlock
# workers: MainProcess
# objects: stop

import multiprocessing as mp
import os
import signal
import threading


def handler(signum, frame):
    print("stopping", flush=True)
    stop.set()  # where
    print("stop is set", flush=True)


def guard(stop):
    stop.wait()
    print("guard leaves", flush=True)


if __name__ == "__main__":
    stop = mp.Event()
    p = mp.Process(target=guard, args=(stop,), name="guard")
    p.start()
    signal.signal(signal.SIGTERM, handler)
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGTERM)).start()  # systemctl stop
    print("running", flush=True)
    stop.wait()  # where
    p.join()
    print("stopped", flush=True)
