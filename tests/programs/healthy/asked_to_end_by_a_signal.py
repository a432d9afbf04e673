"""A process waits for an event that its handler of SIGTERM sets; the parent sends the signal after 1.6 s."""

import signal
import time
from multiprocessing import Process
from threading import Event


def serve():
    stop = Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    stop.wait()
    print("ended in good order", flush=True)


if __name__ == "__main__":
    server = Process(target=serve, name="server")
    server.start()
    time.sleep(1.8)
    server.terminate()
    server.join()
    print(server.exitcode)
