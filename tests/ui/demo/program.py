"""Workers print under a lock, put and get numbers, and wait for each other."""

from multiprocessing import Lock, Process, Queue

WORKERS = 6


def work(number, lock, jobs, results):
    """Take jobs until there are none."""
    while True:
        job = jobs.get()
        if job is None:
            break
        with lock:
            print("worker", number, "does", job)
        results.put(job * job)


def collect(results, count):
    """Add up what the workers found."""
    total = 0
    for _ in range(count):
        total += results.get()
    return total


def main():
    lock, jobs, results = Lock(), Queue(), Queue(maxsize=3)
    workers = [Process(target=work, args=(n, lock, jobs, results)) for n in range(WORKERS)]
    for worker in workers:
        worker.start()
    for job in range(100):
        jobs.put(job)
    print(collect(results, 100))
    for _ in workers:
        jobs.put(None)
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
