"""A process waits for an event; main has come to its end and sets it in a function that runs at exit, after 1.5 s."""

import atexit
import time
from multiprocessing import Event, Process, Semaphore


def tell(stopped):
    time.sleep(1.5)
    stopped.set()


def work(stopped, up):
    up.release()
    stopped.wait()
    print("told", flush=True)


if __name__ == "__main__":
    stopped, up = Event(), Semaphore(0)
    process = Process(target=work, args=(stopped, up), name="service")
    process.start()
    up.acquire()
    atexit.register(tell, stopped)
    print("main is at its end", flush=True)
