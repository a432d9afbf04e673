"""A child waits for an event of its own that nobody sets, until its parent ends it, as it meant to."""

import threading
from multiprocessing import Process


def serve():
    threading.Event().wait()


if __name__ == "__main__":
    child = Process(target=serve, name="server")
    child.start()
    child.join(1.6)
    child.terminate()
    child.join()
    print("ended")
