"""A thread takes a lock within a condition, the main process the condition within the lock, and they just miss."""

# finding: lock-order potential
# workers: MainProcess, refill
# objects: stock, log

import threading
import time

stock, log = threading.Condition(), threading.Lock()


def refill():
    with stock:  # where
        with log:  # where
            print("refilled", flush=True)
        stock.notify()


if __name__ == "__main__":
    thread = threading.Thread(target=refill, name="refill")
    thread.start()
    time.sleep(1)
    with log:  # where
        print("counting", flush=True)
        with stock:  # where
            print("counted", flush=True)
    thread.join()
