"""The main process waits at its end for the feeder of a queue that nobody reads any more."""

# finding: unflushed-queue
# workers: MainProcess
# objects: files

import multiprocessing as mp


def sync(files, stop):
    while not stop.is_set():
        name = files.get()
        if name.startswith("f3"):
            stop.set()  # fast-fail
    print(mp.current_process().name, "stops", flush=True)


if __name__ == "__main__":
    stop = mp.Event()
    files = mp.Queue()  # where
    crew = [mp.Process(target=sync, args=(files, stop), name=f"sync-{n}") for n in range(2)]
    for p in crew:
        p.start()
    for n in range(4000):
        files.put(f"f{n}" + "/long/path" * 20)
    for p in crew:
        p.join()
    print("sync failed, leaving", flush=True)
    raise SystemExit(3)
