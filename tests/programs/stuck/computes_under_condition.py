"""A thread computes for long inside a condition, and another one cannot even look whether there is anything for it."""

# finding: long-hold suspected
# workers: solver, display
# objects: board

import threading
import time

board, begun = threading.Condition(), threading.Event()


def solve():
    end = time.monotonic() + 60
    with board:  # where
        begun.set()
        while time.monotonic() < end:
            time.sleep(0.01)
        board.notify()


def show():
    begun.wait()
    with board:  # where
        board.wait()


if __name__ == "__main__":
    threads = [threading.Thread(target=solve, name="solver"), threading.Thread(target=show, name="display")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
