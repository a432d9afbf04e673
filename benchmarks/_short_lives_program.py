"""Makes very many locks, threads or processes that live shortly: `_short_lives_program.py KIND COUNT [SECONDS]`.

Says so when it is done, and waits for SECONDS.
"""

import multiprocessing
import sys
import threading
import time


def nothing():
    """The work of each."""


def main():
    """One after the other."""
    kind, count = sys.argv[1], int(sys.argv[2])
    if kind == "processes":
        multiprocessing.set_start_method("fork")
    for _ in range(count):
        if kind == "locks":
            with threading.Lock():
                pass
            continue
        worker = threading.Thread(target=nothing) if kind == "threads" else multiprocessing.Process(target=nothing)
        worker.start()
        worker.join()
    print("all made", flush=True)
    if len(sys.argv) > 3:
        time.sleep(float(sys.argv[3]))


if __name__ == "__main__":
    main()
