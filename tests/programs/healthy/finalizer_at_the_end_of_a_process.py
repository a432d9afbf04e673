"""A process has done its work; a finalizer of multiprocessing.util then takes 1.6 s and releases what main awaits."""

import time
from multiprocessing import Process, Semaphore, util


def clean_up(cleaned):
    time.sleep(1.6)
    cleaned.release()


def work(cleaned):
    util.Finalize(None, clean_up, args=(cleaned,), exitpriority=10)


if __name__ == "__main__":
    cleaned = Semaphore(0)
    process = Process(target=work, args=(cleaned,), name="worker")
    process.start()
    cleaned.acquire()
    print("cleaned")
    process.join()
