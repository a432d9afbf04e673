"""main joins a worker that waits for ever; a threading.Timer of main's kills the worker after 1.6 s."""

import threading
from multiprocessing import Event, Process

if __name__ == "__main__":
    never = Event()
    worker = Process(target=never.wait, name="worker")
    worker.start()
    threading.Timer(1.6, worker.kill).start()
    worker.join()
    print(worker.exitcode)
