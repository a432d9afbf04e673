"""A worker is killed with the log's lock; two others wait for it, three go on with another one for ever."""

# finding: dead-owner suspected
# workers: job-0, job-1, job-2
# objects: log

import multiprocessing as mp
import os
import signal
import time


def tick(clock):
    while True:
        with clock:
            time.sleep(0.02)


def job(log, n):
    with log:  # where
        print("job", n, flush=True)
        if n == 0:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    clock, log = mp.Lock(), mp.Lock()
    crew = [mp.Process(target=tick, args=(clock,), name=f"clock-{n}", daemon=True) for n in range(3)]
    crew += [mp.Process(target=job, args=(log, n), name=f"job-{n}") for n in range(3)]
    for p in crew[:4]:
        p.start()
    crew[3].join()
    for p in crew[4:]:
        p.start()
    for p in crew[4:]:
        p.join()
    print("jobs done", flush=True)
