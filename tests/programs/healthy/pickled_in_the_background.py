"""What is put tells as it is pickled, by the queue's own thread and after 1.6 s; main waits for that."""

import threading
import time
from multiprocessing import Queue

pickled = threading.Event()


class Telling:
    def __reduce__(self):
        time.sleep(1.6)
        pickled.set()
        return str, ("told",)


if __name__ == "__main__":
    items = Queue()
    items.put(Telling())
    pickled.wait()
    print(items.get())
