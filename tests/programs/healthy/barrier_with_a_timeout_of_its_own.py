"""Barriers that got a timeout as they were made: wait() itself has none, and still it ends after 1 s."""

import multiprocessing
import threading


def meet(barrier):
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        print("nobody else has come", flush=True)


if __name__ == "__main__":
    thread = threading.Thread(target=meet, args=(threading.Barrier(2, timeout=1),), name="early")
    thread.start()
    thread.join()
    meet(multiprocessing.Barrier(2, timeout=1))
