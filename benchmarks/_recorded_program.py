"""Four processes get items, take a lock and a semaphore, put results and write a line for one in ten."""

import sys
from multiprocessing import Lock, Process, Queue, Semaphore
from threading import Thread


def work(jobs, results, lock, permits, count):
    for turn in range(count):
        item = jobs.get()
        with lock, permits:
            pass
        results.put((item, turn))
        if turn % 10 == 0:
            print(f"did {item}", flush=True)


def main(count):
    jobs, results, lock, permits = Queue(50), Queue(50), Lock(), Semaphore(4)
    workers = [Process(target=work, args=(jobs, results, lock, permits, count)) for _ in range(4)]
    for worker in workers:
        worker.start()
    feeder = Thread(target=lambda: [jobs.put(item) for item in range(4 * count)])
    feeder.start()
    for _ in range(4 * count):
        results.get()
    for worker in (*workers, feeder):
        worker.join()


if __name__ == "__main__":
    main(int(sys.argv[1]))
