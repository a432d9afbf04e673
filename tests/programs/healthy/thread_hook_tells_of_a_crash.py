"""A thread dies of an exception; threading.excepthook reports it, which takes 1.6 s, and sets what main waits for."""

import threading
import time


def report(args):
    time.sleep(1.6)
    print("reported", args.exc_value, flush=True)
    reported.set()


def crash():
    raise ValueError("of a crash")


reported = threading.Event()

if __name__ == "__main__":
    threading.excepthook = report
    threading.Thread(target=crash, name="unlucky").start()
    reported.wait()
