"""A worker crashes with a permit of a semaphore; main sees it late and gives the permit back. The others go on."""

import os
import time
from multiprocessing import Process, Semaphore


def work(permits, number):
    with permits:
        time.sleep(0.2)
        if number == 0:
            os._exit(1)


if __name__ == "__main__":
    permits = Semaphore(1)
    workers = [Process(target=work, args=(permits, number), name=f"worker-{number}") for number in range(3)]
    workers[0].start()
    workers[0].join()
    for worker in workers[1:]:
        worker.start()
    time.sleep(1.6)
    if workers[0].exitcode:
        permits.release()
    for worker in workers:
        worker.join()
