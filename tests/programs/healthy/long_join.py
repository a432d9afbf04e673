"""main joins one process after another; each takes its time, and the first has others that wait for it, too."""

import threading
import time
from multiprocessing import Process

if __name__ == "__main__":
    processes = [Process(target=time.sleep, args=(seconds,), name=f"for-{seconds}s") for seconds in (2, 1)]
    for process in processes:
        process.start()
    watcher = threading.Thread(target=processes[0].join, name="watcher")
    watcher.start()
    for process in processes:
        process.join()
    watcher.join()
