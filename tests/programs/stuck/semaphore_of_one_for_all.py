"""A connection that only one may use at a time, guarded by a semaphore: four processes want it all the time."""

# finding: convoy suspected
# workers: client-0, client-1, client-2, client-3
# objects: connection

import multiprocessing as mp
import time


def ask(connection, end):
    while time.time() < end:
        connection.acquire()  # where
        try:
            time.sleep(0.04)
        finally:
            connection.release()


if __name__ == "__main__":
    connection, end = mp.Semaphore(1), time.time() + 60
    crew = [mp.Process(target=ask, args=(connection, end), name=f"client-{n}") for n in range(4)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
