"""A process takes a lock again and again under another one, and a thread of the main process the other way round."""

# finding: lock-order potential
# workers: loader, report
# objects: table, row

import multiprocessing as mp
import threading
import time


def load(begun, table, row):
    begun.wait()
    with table:  # where
        for _ in range(50):
            with row:  # where
                pass


def report(begun, table, row):
    begun.wait()
    time.sleep(1)
    with row, table:  # where
        pass


if __name__ == "__main__":
    table, row, begun = mp.Lock(), mp.Lock(), mp.Barrier(2)
    loader = mp.Process(target=load, args=(begun, table, row), name="loader")
    reporter = threading.Thread(target=report, args=(begun, table, row), name="report")
    loader.start()
    reporter.start()
    loader.join()
    reporter.join()
