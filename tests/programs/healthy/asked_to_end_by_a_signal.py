"""A process waits for an event that its handler of SIGTERM sets; the parent sends the signal after 1.6 s."""

import signal
import time
from multiprocessing import Process, Semaphore
from threading import Event


def serve(up):
    stop = Event()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    up.release()
    stop.wait()
    print("ended in good order", flush=True)


if __name__ == "__main__":
    up = Semaphore(0)
    server = Process(target=serve, args=(up,), name="server")
    server.start()
    up.acquire()
    time.sleep(1.8)
    server.terminate()
    server.join()
    print(server.exitcode)
