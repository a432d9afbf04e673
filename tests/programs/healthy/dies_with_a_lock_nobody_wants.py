"""A process is killed while it holds a lock that nobody takes any more; main waits for another one, and ends."""

import time
from multiprocessing import Event, Lock, Process


def hold(lock, held):
    lock.acquire()
    held.set()
    time.sleep(60)


def work():
    time.sleep(2)


if __name__ == "__main__":
    unwanted, held = Lock(), Event()
    holder = Process(target=hold, args=(unwanted, held), name="holder")
    holder.start()
    held.wait()
    holder.kill()
    holder.join()
    other = Process(target=work, name="other")
    other.start()
    other.join()
