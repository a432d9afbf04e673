"""A process is killed while it has a lock of a manager: the manager keeps it, and the next one waits."""

# finding: dead-owner suspected
# workers: nightly, daily
# objects: table

import multiprocessing as mp
import os
import signal


def run(table, name):
    table.acquire()  # where
    print(name, "runs", flush=True)
    if name == "nightly":
        os.kill(os.getpid(), signal.SIGKILL)
    table.release()


if __name__ == "__main__":
    with mp.Manager() as manager:
        table = manager.Lock()
        for name in ("nightly", "daily"):
            p = mp.Process(target=run, args=(table, name), name=name)
            p.start()
            p.join()
        print("both ran", flush=True)
