"""A thread of the main process and a worker take two locks in different orders; the main thread joins both."""

# finding: deadlock
# workers: cleaner, importer
# objects: files, database

import multiprocessing as mp
import threading


def clean(files, database, begun):
    files.acquire()  # where
    begun.wait()
    database.acquire()  # where
    database.release()
    files.release()


def load(files, database, begun):
    with database:  # where
        begun.wait()
        with files:  # where
            print("loaded", flush=True)


if __name__ == "__main__":
    files, database, begun = mp.RLock(), mp.RLock(), mp.Barrier(2)
    importer = mp.Process(target=load, args=(files, database, begun), name="importer")
    cleaner = threading.Thread(target=clean, args=(files, database, begun), name="cleaner")
    importer.start()
    cleaner.start()
    importer.join()
    cleaner.join()
    print("done", flush=True)
