"""An exception between acquire and release ends the process that has the lock."""

# finding: dead-owner
# workers: loader-0, loader-1
# objects: table

import multiprocessing as mp


def load(table, rows):
    table.acquire()  # where
    for row in rows:
        int(row)
    table.release()
    print("loaded", flush=True)


if __name__ == "__main__":
    table = mp.Lock()
    files = [["1", "2", "x"], ["4"]]
    crew = [mp.Process(target=load, args=(table, rows), name=f"loader-{n}") for n, rows in enumerate(files)]
    for p in crew:
        p.start()
        p.join()
    print("all loaded", flush=True)
