"""A process ends by os._exit while it holds the lock: the next one waits until its time is over."""

# methods: fork spawn forkserver
import multiprocessing
import os
import sys


def take_and_die(lock):
    lock.acquire()
    print("taken", flush=True)
    os._exit(0)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    lock = multiprocessing.Lock()
    child = multiprocessing.Process(target=take_and_die, args=(lock,))
    child.start()
    child.join()
    print(child.exitcode, lock.acquire(timeout=0.2), lock)
