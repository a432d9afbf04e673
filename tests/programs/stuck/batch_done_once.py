"""Workers take items by twos and report each pair once."""

# finding: task-not-done
# workers: MainProcess, batch-0, batch-1
# objects: readings

import multiprocessing as mp
import time


def work(readings):
    while True:
        pair = [readings.get(), readings.get()]
        time.sleep(0.1)
        print("stored", len(pair), flush=True)
        readings.task_done()


if __name__ == "__main__":
    readings = mp.JoinableQueue()
    crew = [mp.Process(target=work, args=(readings,), name=f"batch-{n}", daemon=True) for n in range(2)]
    for p in crew:
        p.start()
    for n in range(8):
        readings.put(n)
    readings.join()  # where
    print("all stored", flush=True)
