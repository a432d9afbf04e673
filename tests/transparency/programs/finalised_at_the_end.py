"""An object of the main module says so when it is finalised as a process ends, one of the program's own class too."""
# methods: fork spawn forkserver

import multiprocessing
import os
import sys


class Noisy:
    """Says when it goes."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        os.write(2, b"gone\n")
        print("gone:", self.name, "in", multiprocessing.current_process().name, flush=True)


class Own(multiprocessing.Process):
    """Runs a method of its own."""

    def run(self):
        print("own works", flush=True)


kept = Noisy("kept")


def work(lock):
    with lock:
        print("works", flush=True)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    lock = multiprocessing.Lock()
    for process in (multiprocessing.Process(target=work, args=(lock,), name="worker"), Own(name="own")):
        process.start()
        process.join()
        print("code", process.exitcode, flush=True)
