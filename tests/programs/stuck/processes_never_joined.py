"""The main process starts three others and goes on with its own work, for long after they have ended."""

# finding: never-joined suspected
# workers: resize-0, resize-1, resize-2, MainProcess
# methods: fork, spawn

import multiprocessing as mp
import time


def resize(n, go):
    go.wait()
    print("resized", n, flush=True)


if __name__ == "__main__":
    go = mp.Event()
    crew = [mp.Process(target=resize, args=(n, go), name=f"resize-{n}") for n in range(3)]
    for p in crew:
        p.start()
    go.set()
    time.sleep(20)
