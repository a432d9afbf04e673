"""main joins a worker that waits for ever; another program, started as a watchdog, kills the worker after 1.6 s."""

import subprocess
from multiprocessing import Event, Process

if __name__ == "__main__":
    never = Event()
    worker = Process(target=never.wait, name="worker")
    worker.start()
    watchdog = subprocess.Popen(["sh", "-c", f"sleep 1.6; kill {worker.pid}"])
    worker.join()
    print(worker.exitcode)
    watchdog.wait()
