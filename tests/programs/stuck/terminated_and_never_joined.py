"""Processes are terminated, and nobody waits until they are gone."""

# finding: never-joined suspected
# workers: watcher, MainProcess
# methods: fork, spawn

import multiprocessing as mp
import time


def watch(ready):
    ready.set()
    time.sleep(60)


if __name__ == "__main__":
    ready = mp.Event()
    p = mp.Process(target=watch, args=(ready,), name="watcher")
    p.start()
    ready.wait()
    p.terminate()
    time.sleep(20)
