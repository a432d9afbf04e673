"""Workers that end in every way there is. Argument: the way."""

import atexit
import os
import signal
import sys
import time
from multiprocessing import Process


def say_and(do, *args):
    sys.stdout.write("before the end")
    sys.stdout.flush()
    sys.stdout.write(" and after the flush")
    do(*args)


def fail():
    raise ValueError("worker fails")


def kill_self(signum):
    os.kill(os.getpid(), signum)
    time.sleep(30)


WAYS = {
    "returns": (time.sleep, 0),
    "exits": (sys.exit, 3),
    "exits_hard": (os._exit, 4),
    "fails": (fail,),
    "killed": (kill_self, signal.SIGKILL),
    "terminated": (kill_self, signal.SIGTERM),
}

if __name__ == "__main__":
    atexit.register(print, "main ends")
    worker = Process(target=say_and, args=WAYS[sys.argv[1]], name="ending")
    worker.start()
    worker.join()
    print("exit code", worker.exitcode)
