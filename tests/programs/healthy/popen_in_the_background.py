"""os.popen() starts a shell that goes on in the background and ends the worker, which waits for ever; main joins it."""

import os
from multiprocessing import Event, Process

if __name__ == "__main__":
    never = Event()
    worker = Process(target=never.wait, name="worker")
    worker.start()
    os.popen(f"(sleep 1.6; kill {worker.pid}) >/dev/null 2>&1 &").close()
    worker.join()
    print(worker.exitcode)
