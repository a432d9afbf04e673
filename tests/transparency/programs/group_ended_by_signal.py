"""A program that ends its own process group, children and all, having ignored the signal itself."""

# methods: fork spawn forkserver
import multiprocessing
import os
import signal
import sys
import time


def work(ready):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ready.set()
    time.sleep(60)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    ready = multiprocessing.Event()
    child = multiprocessing.Process(target=work, args=(ready,))
    child.start()
    ready.wait()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(os.getpgrp(), signal.SIGTERM)
    child.join()
    print("still here", child.exitcode)
