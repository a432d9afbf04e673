"""All workers of a JoinableQueue were killed; the items that are left are taken by nobody."""

# finding: nobody-left
# workers: MainProcess
# objects: tiles

import multiprocessing as mp
import os
import signal


def draw(tiles):
    for _ in range(2):
        tiles.get()
        tiles.task_done()
    os.kill(os.getpid(), signal.SIGKILL)  # what the OOM killer does


if __name__ == "__main__":
    tiles = mp.JoinableQueue()
    crew = [mp.Process(target=draw, args=(tiles,), name=f"painter-{n}", daemon=True) for n in range(2)]
    for n in range(8):
        tiles.put(n)
    for p in crew:
        p.start()
    tiles.join()  # where
    print("all drawn", flush=True)
