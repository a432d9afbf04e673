"""A worker gets its job late, by a timer of main's, while main waits for a semaphore and then for the answer."""

import threading
import time
from multiprocessing import Pipe, Process, Semaphore


def work(end, ready):
    name = end.recv()
    time.sleep(0.8)
    ready.release()
    end.send(f"{name} is done")


if __name__ == "__main__":
    (ours, theirs), ready = Pipe(), Semaphore(0)
    worker = Process(target=work, args=(theirs, ready), name="worker")
    worker.start()
    threading.Timer(0.9, ours.send, ("the job",)).start()
    ready.acquire()
    print(ours.recv())
    worker.join()
