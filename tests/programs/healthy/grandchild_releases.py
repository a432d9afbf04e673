"""A process forks twice, as daemons do, and ends; its grandchild, nobody's child any more, sets the event."""

import os
import time
from multiprocessing import Event

if __name__ == "__main__":
    ready = Event()
    child = os.fork()
    if not child:
        os.setsid()
        if not os.fork():
            time.sleep(1.6)
            ready.set()
        os._exit(0)
    os.waitpid(child, 0)
    ready.wait()
    print("the daemon is up")
