"""A task in an executor waits for an event that a task which is submitted later sets; there is a place for both."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor


def load():
    loaded.wait()
    return "loaded"


def fetch():
    time.sleep(0.8)
    loaded.set()


loaded = threading.Event()

if __name__ == "__main__":
    with ThreadPoolExecutor(2) as executor:
        first = executor.submit(load)
        time.sleep(0.8)
        executor.submit(fetch)
        print(first.result())
