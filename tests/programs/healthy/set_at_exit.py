"""A process waits for an event; main has come to its end and sets it in a function that runs at exit, after 1.5 s."""

import atexit
import time
from multiprocessing import Event, Process


def tell(stopped):
    time.sleep(1.5)
    stopped.set()


def work(stopped):
    stopped.wait()
    print("told", flush=True)


if __name__ == "__main__":
    stopped = Event()
    process = Process(target=work, args=(stopped,), name="service")
    process.start()
    atexit.register(tell, stopped)
    print("main is at its end", flush=True)
