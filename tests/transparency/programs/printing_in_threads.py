"""Whole lines from many threads and processes, under a lock."""

# methods: fork spawn forkserver
# compare: sorted-lines
import multiprocessing
import sys
import threading


def work(lock, number):
    for index in range(20):
        with lock:
            print("worker", number, "line", index)
            sys.stdout.flush()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for kind, lock in ((multiprocessing.Process, multiprocessing.Lock()), (threading.Thread, threading.Lock())):
        workers = [kind(target=work, args=(lock, number)) for number in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
