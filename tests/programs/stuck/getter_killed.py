"""A worker is killed inside Queue.get, and with it goes the lock of the queue's reading end."""

# finding: dead-owner
# workers: worker-0, worker-1, worker-2, worker-0b
# objects: jobs

import multiprocessing as mp
import os
import signal
import time


def work(jobs, done):
    while (job := jobs.get()) is not None:  # where
        done.put((mp.current_process().name, job))


if __name__ == "__main__":
    jobs, done = mp.Queue(), mp.Queue()
    crew = [mp.Process(target=work, args=(jobs, done), name=f"worker-{n}") for n in range(3)]
    crew[0].start()
    while not jobs._rlock._semlock._is_zero():
        time.sleep(0.05)  # until worker-0, the first in line, holds the lock and reads the pipe
    for p in crew[1:]:
        p.start()
    time.sleep(0.3)
    os.kill(crew[0].pid, signal.SIGKILL)
    crew[0].join()
    print("worker-0 gone:", crew[0].exitcode, flush=True)
    fresh = mp.Process(target=work, args=(jobs, done), name="worker-0b")  # the supervisor's replacement
    fresh.start()
    for n in range(6):
        jobs.put(n)
    for _ in range(3):
        jobs.put(None)
    time.sleep(0.5)
    print("finished so far:", done.qsize(), "queued:", jobs.qsize(), flush=True)
    for p in [*crew[1:], fresh]:
        p.join()
    print("all joined", flush=True)
