"""The main process cannot end: an executor of processes still has a task."""

import time
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    executor = ProcessPoolExecutor(1)
    executor.submit(time.sleep, 60)
    print("at the end", flush=True)
