"""A process becomes another program by exec; main joins it, and a second one waits for what main has."""

import os
from multiprocessing import Lock, Process


def convert():
    os.execvp("sleep", ["sleep", "1.8"])


def after(lock):
    with lock:
        print("after the conversion", flush=True)


if __name__ == "__main__":
    lock = Lock()
    converter, waiting = Process(target=convert, name="converter"), Process(target=after, args=(lock,), name="waiting")
    with lock:
        converter.start()
        waiting.start()
        converter.join()
    waiting.join()
