"""A worker says something and ends by os._exit, which writes nothing of what is in a buffer."""

# finding: lost-output suspected
# workers: teller

import multiprocessing as mp
import os


def work():
    print("half a line", end="")
    os._exit(0)  # where


if __name__ == "__main__":
    p = mp.Process(target=work, name="teller")
    p.start()
    p.join()
    print("ended", p.exitcode, flush=True)
