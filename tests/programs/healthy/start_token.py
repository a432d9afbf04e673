"""Workers wait for a lock that main took; a starter releases it later, and each hands it on. It ends by itself."""

import time
from multiprocessing import Lock, Process


def work(number, go):
    go.acquire()
    print(f"worker {number} goes")
    go.release()


def start(go):
    time.sleep(0.3)
    go.release()


def mark(done):
    done.acquire()


if __name__ == "__main__":
    go, done = Lock(), Lock()
    go.acquire()
    marker = Process(target=mark, args=(done,), name="marker")
    marker.start()
    marker.join()
    workers = [Process(target=work, args=(number, go), name=f"w{number}") for number in range(3)]
    for process in (*workers, Process(target=start, args=(go,), name="starter")):
        process.start()
    for worker in workers:
        worker.join()
    waiting = Process(target=mark, args=(done,), name="waiting")
    waiting.start()
    time.sleep(0.2)
    done.release()
    waiting.join()
