"""Three workers wait for ever for their work; main, after 1.6 s of its own, terminates them and ends."""

import time
from multiprocessing import Process, Queue


def work(tasks):
    while True:
        print(tasks.get())


if __name__ == "__main__":
    tasks = Queue()
    workers = [Process(target=work, args=(tasks,), name=f"worker-{number}") for number in range(3)]
    for worker in workers:
        worker.start()
    time.sleep(1.8)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
