"""Processes of a class of their own that end in every way, and whoever ends them."""

import os
import signal
import sys
import threading
import time
from multiprocessing import Process


class Worker(Process):
    def __init__(self, name, end, *args):
        super().__init__(name=name)
        self.end, self.args = end, args

    def run(self):
        self.end(*self.args)


def fail():
    raise KeyError("failure")


def signal_self():
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(60)


def have_child(depth):
    if depth:
        child = Process(target=have_child, args=(depth - 1,), name=f"depth-{depth}")
        child.start()
        child.join()
        assert child.exitcode == depth - 1
    sys.exit(depth)


if __name__ == "__main__":
    ends = {"returns": (int,), "exits": (sys.exit, 3), "exits_hard": (os._exit, 4), "fails": (fail,)}
    workers = [Worker(name, *end) for name, end in ends.items()]
    workers += [Worker("signalled", signal_self), Worker("has_child", have_child, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    terminated, killed, daemon = (Worker(name, time.sleep, 60) for name in ("terminated", "killed", "daemon"))
    daemon.daemon = True
    for worker in (terminated, killed, daemon):
        worker.start()
    terminated.terminate()
    killed.kill()
    terminated.join()
    while killed.is_alive():
        time.sleep(0.01)
    killed.close()
    renamed = Process(target=int, name="first name")
    renamed.name = "second name"
    renamed.start()
    renamed.join()
    thread = threading.Thread(target=int)
    thread.name = "named thread"
    thread.start()
    thread.join()
