"""A queue, a lock and an event of a manager's: two workers wait for main, which sleeps and then serves them all."""

import time
from multiprocessing import Manager, Process


def work(tasks, lock, start):
    start.wait()
    with lock:
        time.sleep(0.4)
        print(tasks.get(), flush=True)


if __name__ == "__main__":
    with Manager() as manager:
        tasks, lock, start = manager.Queue(), manager.Lock(), manager.Event()
        workers = [Process(target=work, args=(tasks, lock, start), name=f"worker-{n}") for n in range(2)]
        for worker in workers:
            worker.start()
        time.sleep(0.8)
        start.set()
        time.sleep(0.8)
        tasks.put("first")
        tasks.put("second")
        for worker in workers:
            worker.join()
