"""Four workers wait for jobs in a SimpleQueue; the process that should send them has failed."""

# finding: nobody-left
# workers: worker-0, worker-1, worker-2, worker-3
# objects: jobs

import multiprocessing as mp
from pathlib import Path


def work(jobs):
    print("does", jobs.get(), flush=True)  # where


def send(jobs, path):
    for line in path.read_text().splitlines():  # FileNotFoundError
        jobs.put(line)


if __name__ == "__main__":
    jobs = mp.SimpleQueue()
    crew = [mp.Process(target=work, args=(jobs,), name=f"worker-{n}") for n in range(4)]
    crew.append(mp.Process(target=send, args=(jobs, Path("/no/such/list")), name="sender"))
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("done", flush=True)
