"""Two processes and main meet at a barrier; who comes last writes the result, which takes 1.6 s. Then all go on."""

import time
from multiprocessing import Barrier, Process


def write():
    time.sleep(1.6)
    print("written", flush=True)


def work(barrier):
    barrier.wait()


if __name__ == "__main__":
    barrier = Barrier(3, action=write)
    workers = [Process(target=work, args=(barrier,), name=f"worker-{number}") for number in range(2)]
    for worker in workers:
        worker.start()
    barrier.wait()
    for worker in workers:
        worker.join()
