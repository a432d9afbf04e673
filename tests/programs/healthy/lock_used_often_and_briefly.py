"""Four processes take one lock often and hold it briefly: they do most of their work outside of it."""

import time
from multiprocessing import Lock, Process


def work(lock):
    for _ in range(150):
        time.sleep(0.02)
        with lock:
            time.sleep(0.001)


if __name__ == "__main__":
    lock = Lock()
    crew = [Process(target=work, args=(lock,)) for _ in range(4)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
