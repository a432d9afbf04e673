"""Six processes want a lock at once as they begin, and after a second of queueing nobody does any more."""

import time
from multiprocessing import Barrier, Lock, Process


def work(lock, begun):
    begun.wait()
    for _ in range(4):
        with lock:
            time.sleep(0.03)
    time.sleep(2.5)


if __name__ == "__main__":
    lock, begun = Lock(), Barrier(6)
    crew = [Process(target=work, args=(lock, begun)) for _ in range(6)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
