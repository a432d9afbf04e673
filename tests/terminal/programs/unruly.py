"""Programs that are hard to end. The argument says in which way; each says `ready` once it is at its worst."""

import os
import signal
import subprocess
import sys
import time
from itertools import count
from multiprocessing import Process

FOREVER = 1000


def print_forever(name):
    for number in count():
        print(f"{name} {number}", flush=True)
        time.sleep(0.01)


def grandchildren():
    """Processes that the library knows nothing of, two generations deep."""
    for _ in range(3):
        if os.fork() == 0:
            os.fork()
            print_forever(f"grandchild {os.getpid()}")
    os._exit(0)


def deaf():
    """Signals that ask are not heard."""
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(signum, signal.SIG_IGN)
    print_forever("deaf")


def daemons():
    """Sessions of their own, without a parent: one in Python, one not."""
    subprocess.Popen(["sleep", str(FOREVER)], start_new_session=True)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            print_forever("daemon")
        os._exit(0)


def breed():
    """A chain: every process starts the next and ends, so that whoever looks finds another one than before."""
    print("breeding", os.getpid(), flush=True)
    while os.fork():
        time.sleep(0.02)
        os._exit(0)


def breeders():
    for _ in range(3):
        if os.fork() == 0:
            while True:
                breed()


if __name__ == "__main__":
    jobs = {job.__name__: job for job in (grandchildren, deaf, daemons, breeders)}
    workers = [Process(target=jobs[sys.argv[1]]) for _ in range(2)]
    for worker in workers:
        worker.start()
    print("ready", flush=True)
    print_forever("main")
