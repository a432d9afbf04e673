"""One function as five threads and as five processes, each kind printing under its own lock."""

import multiprocessing
import os
import threading


def work(sign, lock):
    lock.acquire()
    print(sign, os.getpid())
    lock.release()


def run(kind, sign, lock):
    workers = [kind(target=work, args=(sign, lock)) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    print("main", os.getpid())
    thread_lock = threading.Lock()
    run(threading.Thread, "thread", thread_lock)
    process_lock = multiprocessing.Lock()
    run(multiprocessing.Process, "process", process_lock)
