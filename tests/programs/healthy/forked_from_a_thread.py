"""A thread forks; the child, a process of one thread, works for 1.6 s and sends its result by a pipe."""

import os
import threading
import time
import warnings
from multiprocessing import Pipe


def start(sender):
    if not os.fork():
        time.sleep(1.6)
        sender.send("result")
        os._exit(0)


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads
    receiver, sender = Pipe(duplex=False)
    thread = threading.Thread(target=start, args=(sender,), name="starter")
    thread.start()
    thread.join()
    print(receiver.recv())
    os.wait()
