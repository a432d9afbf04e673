"""A program started by os.posix_spawn() ends the worker after 1.6 s; main joins the worker and then that program."""

import os
from multiprocessing import Event, Process

if __name__ == "__main__":
    never = Event()
    worker = Process(target=never.wait, name="worker")
    worker.start()
    helper = os.posix_spawn("/bin/sh", ["sh", "-c", f"sleep 1.6; kill {worker.pid}"], os.environ)
    worker.join()
    print(worker.exitcode, os.waitpid(helper, 0)[1])
