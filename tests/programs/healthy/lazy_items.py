"""What comes out of the queue takes 1.6 s to unpickle; main is in get() all the time, and a thread joins in."""

import threading
import time
from multiprocessing import Queue


def open_archive():
    time.sleep(1.6)
    return "archive"


class Archive:
    def __reduce__(self):
        return open_archive, ()


def take():
    print(items.get(), flush=True)


if __name__ == "__main__":
    items = Queue()
    items.put(Archive())
    items.put(Archive())
    thread = threading.Thread(target=take, name="taker")
    thread.start()
    take()
    thread.join()
