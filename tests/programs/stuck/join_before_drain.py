"""The main process joins a worker before it gets what the worker has put: more than the pipe holds."""

# finding: unflushed-queue
# workers: reader, MainProcess
# objects: rows

import multiprocessing as mp


def read(rows):
    for n in range(200):
        rows.put(f"row {n}" * 200)


if __name__ == "__main__":
    rows = mp.Queue()  # where
    reader = mp.Process(target=read, args=(rows,), name="reader")
    reader.start()
    reader.join()  # where
    print(sum(len(rows.get()) for _ in range(200)), flush=True)
