"""Two processes that write the time, in ns of the monotonic clock, and take a lock now and then, without an end."""

import time
from multiprocessing import Lock, Process


def tell(lock):
    while True:
        with lock:
            print(time.monotonic_ns(), flush=True)
        time.sleep(0.002)


if __name__ == "__main__":
    lock = Lock()
    for _ in range(2):
        Process(target=tell, args=(lock,)).start()
