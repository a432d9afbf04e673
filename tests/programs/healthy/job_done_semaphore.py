"""A semaphore tells main that a job is done. Who releases it has never taken it, and main waits long."""

import time
from multiprocessing import Process, Semaphore


def work(number, done):
    time.sleep(0.7 * (number + 1))
    done.release()


if __name__ == "__main__":
    done = Semaphore(0)
    workers = [Process(target=work, args=(number, done), name=f"worker-{number}") for number in range(3)]
    for worker in workers:
        worker.start()
    for number in range(3):
        done.acquire()
        print("finished", number + 1, flush=True)
    for worker in workers:
        worker.join()
