"""Who holds the lock waits for a message itself, for seven seconds, and two others wait for the lock. It does come."""

import time
from multiprocessing import Lock, Pipe, Process


def read(lock, incoming):
    with lock:
        print(incoming.recv(), flush=True)


if __name__ == "__main__":
    lock = Lock()
    incoming, outgoing = Pipe(duplex=False)
    crew = [Process(target=read, args=(lock, incoming)) for _ in range(3)]
    for process in crew:
        process.start()
    for number in range(3):
        time.sleep(0.1 if number else 7)
        outgoing.send(number)
    for process in crew:
        process.join()
