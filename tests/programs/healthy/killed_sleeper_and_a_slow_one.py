"""Two processes wait in a condition; one is killed, and the other, which notify wakes, is slow to answer."""

import multiprocessing as mp
import threading
import time


def sleep_in(condition, ready, is_slow):
    if is_slow:
        threading.Thread(target=hog, args=(ready,), daemon=True).start()
    with condition:
        ready.release()
        condition.wait()


def hog(ready):
    time.sleep(0.8)
    sum(range(60_000_000))  # holds the interpreter in one call


if __name__ == "__main__":
    condition, ready = mp.Condition(), mp.Semaphore(0)
    killed = mp.Process(target=sleep_in, args=(condition, ready, False), name="killed")
    slow = mp.Process(target=sleep_in, args=(condition, ready, True), name="slow")
    killed.start()
    ready.acquire()
    slow.start()
    ready.acquire()
    with condition:
        killed.kill()
        killed.join()
    time.sleep(0.9)
    with condition:
        condition.notify()
    slow.join()
    print("woken")
