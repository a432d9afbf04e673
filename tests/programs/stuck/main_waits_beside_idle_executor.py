"""The main thread waits for an event that a task was to set; the task returned before it came to that."""

# finding: nobody-left
# workers: MainProcess
# objects: ready

import threading
from concurrent.futures import ThreadPoolExecutor

ready = threading.Event()


def load(path):
    if not path:
        return None
    ready.set()
    return path


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as executor:
        executor.submit(load, "").result()
        ready.wait()  # where
        print("ready", flush=True)
