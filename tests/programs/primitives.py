"""Uses each primitive in an order that the program itself enforces: `primitives.py processes|threads`."""

import multiprocessing
import sys
import threading
import time


def hold(lock, rlock, held, go):
    with lock:
        held.set()
        go.wait()
    with rlock:
        rlock.acquire()
        rlock.release()


def use(semaphore, bounded, condition, ready, barrier):
    semaphore.acquire()
    bounded.acquire(False)
    bounded.acquire(timeout=0.01)
    bounded.release()
    semaphore.release()
    ready.wait()
    with condition:
        condition.notify()
    barrier.wait()


def main(kit, worker):
    lock, rlock = kit.Lock(), kit.RLock()
    held, go = kit.Event(), kit.Event()
    holder = worker(target=hold, args=(lock, rlock, held, go), name="holder")
    holder.start()
    held.wait()
    lock.acquire(False)
    lock.acquire(timeout=0.01)
    go.set()
    lock.acquire()
    lock.release()
    holder.join()
    held.clear()
    semaphore, bounded = kit.Semaphore(2), kit.BoundedSemaphore(1)
    condition, ready, barrier = kit.Condition(), kit.Event(), kit.Barrier(2)
    user = worker(target=use, args=(semaphore, bounded, condition, ready, barrier), name="user")
    user.start()
    with condition:
        ready.set()
        condition.wait()
    while not barrier.n_waiting:
        time.sleep(0.001)
    barrier.wait()
    user.join()
    with condition:
        condition.wait(0.01)
        condition.notify_all()
    barrier.abort()
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        barrier.reset()
    try:
        lock.release()
    except (ValueError, RuntimeError):
        print("not held")


if __name__ == "__main__":
    if sys.argv[1] == "threads":
        main(threading, threading.Thread)
    else:
        main(multiprocessing, multiprocessing.Process)
