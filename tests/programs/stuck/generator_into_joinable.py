"""An item that cannot be pickled counts as unfinished work, but never comes out of the queue: join waits for it."""

# finding: unpicklable
# workers: MainProcess
# objects: batches

import multiprocessing as mp


def work(batches):
    while True:
        print("batch of", sum(1 for _ in batches.get()), flush=True)
        batches.task_done()


if __name__ == "__main__":
    batches = mp.JoinableQueue()
    mp.Process(target=work, args=(batches,), name="worker", daemon=True).start()
    batches.put([1, 2, 3])
    batches.put(n * n for n in range(3))  # where
    batches.join()
    print("all batches done", flush=True)
