"""A thread of the main process and a worker take two locks in different orders; the main thread joins both."""

# finding: deadlock
# workers: cleaner, importer
# objects: files, database

import multiprocessing as mp
import threading
import time


def clean(files, database):
    files.acquire()  # where
    time.sleep(0.3)
    database.acquire()  # where
    database.release()
    files.release()


def load(files, database):
    with database:  # where
        time.sleep(0.3)
        with files:  # where
            print("loaded", flush=True)


if __name__ == "__main__":
    files, database = mp.RLock(), mp.RLock()
    importer = mp.Process(target=load, args=(files, database), name="importer")
    cleaner = threading.Thread(target=clean, args=(files, database), name="cleaner")
    importer.start()
    cleaner.start()
    importer.join()
    cleaner.join()
    print("done", flush=True)
