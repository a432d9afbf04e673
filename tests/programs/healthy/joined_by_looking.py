"""Nobody calls join: active_children waits for those that have ended, each time that somebody looks."""

import multiprocessing as mp
import time


def work(n):
    print("done", n, flush=True)


if __name__ == "__main__":
    for n in range(3):
        mp.Process(target=work, args=(n,)).start()
    while mp.active_children():
        time.sleep(0.1)
    time.sleep(4)
