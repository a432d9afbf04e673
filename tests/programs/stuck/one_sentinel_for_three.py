"""Three workers take jobs until None comes, and one None is put: two wait on."""

# finding: deadlock
# workers: MainProcess
# objects: jobs

import multiprocessing as mp
import time


def work(jobs):
    while (job := jobs.get()) is not None:  # where
        time.sleep(0.05)
        print("did", job, flush=True)


if __name__ == "__main__":
    jobs = mp.Queue()
    crew = [mp.Process(target=work, args=(jobs,), name=f"worker-{n}") for n in range(3)]
    for p in crew:
        p.start()
    for n in range(6):
        jobs.put(n)
    jobs.put(None)
    for p in crew:
        p.join()  # where
    print("all done", flush=True)
