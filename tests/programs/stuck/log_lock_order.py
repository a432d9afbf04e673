"""Two threads take a lock of the program's and a log handler's lock in different orders."""

# finding: deadlock
# workers: scan, ui
# objects: device_lock

import logging
import threading

logging.basicConfig(level=logging.INFO, format="%(threadName)s %(message)s")
device_lock, shown = threading.RLock(), threading.Event()


class Device:
    def __str__(self):
        shown.set()
        with device_lock:  # where
            return "sda1"


def ui(ready):
    ready.wait()
    logging.info("show %s", Device())  # where


def scan(ready):
    with device_lock:  # where
        ready.set()
        shown.wait()
        logging.info("scanned")  # where


if __name__ == "__main__":
    ready = threading.Event()
    crew = [threading.Thread(target=f, args=(ready,), name=f.__name__) for f in (scan, ui)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("done", flush=True)
