"""A worker that says nothing ends by os._exit while its parent has text in a buffer."""

import multiprocessing as mp
import os


def work():
    os._exit(0)


if __name__ == "__main__":
    print("begun", end=", ")
    p = mp.Process(target=work)
    p.start()
    p.join()
    print("ended", flush=True)
