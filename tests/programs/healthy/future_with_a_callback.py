"""Both threads of an executor wait for an event that a callback of the first future sets after two seconds."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

ready = threading.Event()


def done(_):
    time.sleep(2)
    ready.set()


def nothing():
    time.sleep(0.3)


if __name__ == "__main__":
    with ThreadPoolExecutor(3) as executor:
        first = executor.submit(nothing)
        first.add_done_callback(done)
        others = [executor.submit(ready.wait) for _ in range(2)]
        print([one.result() for one in others], flush=True)
