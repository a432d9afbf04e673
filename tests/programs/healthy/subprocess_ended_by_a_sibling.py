"""A program reads from a pipe that nobody writes to; a watchdog, another process of its maker's, ends it."""

import multiprocessing as mp
import os
import signal
import subprocess
import time


def watch(pids):
    pid = pids.get()
    time.sleep(2)
    os.kill(pid, signal.SIGTERM)


if __name__ == "__main__":
    pids = mp.Queue()
    watchdog = mp.Process(target=watch, args=(pids,), name="watchdog")
    watchdog.start()
    tool = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    pids.put(tool.pid)
    print(tool.wait())
    watchdog.join()
