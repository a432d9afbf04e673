"""The main process calls map under the lock that each task takes."""

# finding: deadlock
# workers: MainProcess
# objects: table

import multiprocessing as mp

table = None


def begin(lock):
    global table
    table = lock


def insert(row):
    with table:  # where
        return row


if __name__ == "__main__":
    table = mp.Lock()
    with mp.Pool(2, begin, (table,)) as pool:
        print("first", pool.map(insert, range(3)), flush=True)
        with table:  # where
            print("second", pool.map(insert, range(3)), flush=True)  # where
