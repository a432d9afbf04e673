"""A child made by os.fork() releases a semaphore that both have, and main waits for that. It ends by itself."""

import os
import time
from multiprocessing import Semaphore

if __name__ == "__main__":
    ready = Semaphore(0)
    child = os.fork()
    if not child:
        time.sleep(1.6)
        ready.release()
        os._exit(0)
    ready.acquire()
    print(os.waitpid(child, 0)[1])
