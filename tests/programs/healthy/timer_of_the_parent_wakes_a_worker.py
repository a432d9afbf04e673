"""A signal handler in main wakes a worker of main's by a semaphore each time an interval timer fires; main joins it."""

import signal
from multiprocessing import Process, Semaphore


def work(ticks):
    for _ in range(3):
        ticks.acquire()
        print("tick", flush=True)


if __name__ == "__main__":
    ticks = Semaphore(0)
    worker = Process(target=work, args=(ticks,), name="worker")
    worker.start()
    signal.signal(signal.SIGALRM, lambda number, frame: ticks.release())
    signal.setitimer(signal.ITIMER_REAL, 0.6, 0.6)
    worker.join()
    signal.setitimer(signal.ITIMER_REAL, 0)
