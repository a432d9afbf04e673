"""main is at its end and waits for its child, as Python does; the child waits for a thread of its own."""

import threading
import time
from multiprocessing import Process


def work():
    done = threading.Event()
    threading.Timer(1.7, done.set).start()
    done.wait()
    print("the child is done", flush=True)


if __name__ == "__main__":
    Process(target=work, name="child").start()
    time.sleep(0.1)
    print("main is at its end", flush=True)
