"""Gets stuck in the way that its argument names, and says how it went on."""

import multiprocessing as mp
import os
import queue
import signal
import sys
import threading
import time


def take_both(first, second, meeting):
    with first:
        meeting.wait()
        try:
            with second:
                print("both", flush=True)
        except TimeoutError as error:
            print(f"{mp.current_process().name}: {error}", flush=True)


def deadlock():
    one, two, meeting = mp.Lock(), mp.Lock(), mp.Barrier(2)
    workers = [
        mp.Process(target=take_both, args=(one, two, meeting), name="left"),
        mp.Process(target=take_both, args=(two, one, meeting), name="right"),
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def die_with(lock):
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


def dead_owner(kind):
    lock = getattr(mp, kind)()
    owner = mp.Process(target=die_with, args=(lock,), name="owner")
    owner.start()
    owner.join()
    with lock:
        print("got it", flush=True)
    print("free again" if lock.acquire(timeout=0.1) else "not free", flush=True)


def end_with(lock):
    lock.acquire()


def dead_thread():
    lock = threading.Lock()
    owner = threading.Thread(target=end_with, args=(lock,), name="owner")
    owner.start()
    owner.join()
    with lock:
        print("got it", flush=True)


def full(kind):
    jobs = (mp if kind == "process" else queue).Queue(1)
    jobs.put("one")
    try:
        jobs.put("two")
    except queue.Full:
        print("it is full", flush=True)
    jobs.get()


def put_much(jobs):
    for number in range(400):
        jobs.put((number, "x" * 1000))


def join_before_drain():
    jobs = mp.Queue()
    worker = mp.Process(target=put_much, args=(jobs,), name="putter")
    worker.start()
    worker.join()
    print("putter ended with", worker.exitcode, flush=True)
    left = []
    while not jobs.empty():
        left.append(len(jobs.get()[1]))
    print("what is left is whole" if set(left) <= {1000} else left, flush=True)


def nothing():
    return


def zombie():
    lock = mp.Lock()
    worker = mp.Process(target=nothing, name="short")
    worker.start()
    while True:
        with lock:
            time.sleep(0.01)


WAYS = {
    "deadlock": deadlock,
    "lock": lambda: dead_owner("Lock"),
    "semaphore": lambda: dead_owner("Semaphore"),
    "thread": dead_thread,
    "full": lambda: full("process"),
    "full of threads": lambda: full("thread"),
    "drain": join_before_drain,
    "zombie": zombie,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]]()
