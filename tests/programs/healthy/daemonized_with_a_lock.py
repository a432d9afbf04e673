"""A process forks within a with statement and ends at once; its child goes on with the lock and gives it back."""

import os
import time
from multiprocessing import Lock, Process


def serve(lock):
    with lock:
        if os.fork():
            os._exit(0)
        time.sleep(1.6)
    os._exit(0)


if __name__ == "__main__":
    lock = Lock()
    server = Process(target=serve, args=(lock,), name="server")
    server.start()
    server.join()
    with lock:
        print("the daemon has let go")
