"""A lock of threads, used between processes: each has its own copy, so their output mixes. Nobody waits for it."""

import multiprocessing as mp
import threading
import time

lock = threading.Lock()  # the mistake: a lock of threads between processes


def work(n):
    with lock:
        for part in ("hello ", "from ", f"{n}\n"):
            print(part, end="", flush=True)
            time.sleep(0.1)
    time.sleep(0.3)


if __name__ == "__main__":
    crew = [mp.Process(target=work, args=(n,), name=f"w{n}") for n in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
