"""main has ended; what its module still held is cleared, which takes 1.5 s and releases what a child waits for."""

import os
import time
from multiprocessing import Semaphore


class Service:
    def __init__(self, stopped):
        self.stopped, self.wait = stopped, time.sleep

    def __del__(self):
        self.wait(1.5)
        self.stopped.release()


if __name__ == "__main__":
    stopped = Semaphore(0)
    if os.fork():
        service = Service(stopped)
    else:
        stopped.acquire()
        os._exit(0)
