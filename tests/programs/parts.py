"""Processes print messages in three parts under a lock: `w3 m17 end`. Arguments: workers, messages (0: without end)."""

import sys
import zlib
from itertools import count
from multiprocessing import Barrier, Lock, Process


def work(number, messages, lock, start):
    start.wait()
    for message in range(messages) if messages else count():
        with lock:
            print(f"w{number}", end=" ")
            zlib.crc32(b"x" * 200_000)
            print(f"m{message}", end=" ")
            print("end")


if __name__ == "__main__":
    workers, messages = int(sys.argv[1]), int(sys.argv[2])
    lock = Lock()
    start = Barrier(workers)
    family = [Process(target=work, args=(number, messages, lock, start)) for number in range(workers)]
    for worker in family:
        worker.start()
    for worker in family:
        worker.join()
