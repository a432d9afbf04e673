"""KeyboardInterrupt in the middle of join, acquire, get, recv, wait: what is raised, and is all well afterwards?"""

# methods: fork spawn forkserver
import multiprocessing
import queue
import signal
import sys
import threading
import time
import traceback


def interrupt(*_):
    raise KeyboardInterrupt("alarm")


def linger(lock):
    with lock:
        time.sleep(60)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    signal.signal(signal.SIGALRM, interrupt)
    lock, thread_lock = multiprocessing.Lock(), threading.Lock()
    child = multiprocessing.Process(target=linger, args=(lock,), daemon=True)
    child.start()
    while lock.acquire(False):
        lock.release()
        time.sleep(0.01)
    thread_lock.acquire()
    one, other = multiprocessing.Pipe()
    items = multiprocessing.Queue(1)
    simple = multiprocessing.SimpleQueue()
    condition = multiprocessing.Condition()
    waits = {
        "join": child.join,
        "acquire": lock.acquire,
        "acquire with a timeout": lambda: lock.acquire(True, 30),
        "acquire of threads": thread_lock.acquire,
        "get": items.get,
        "get with a timeout": lambda: items.get(timeout=30),
        "recv": one.recv,
        "simple get": simple.get,
        "event": multiprocessing.Event().wait,
        "event of threads": threading.Event().wait,
        "semaphore": multiprocessing.Semaphore(0).acquire,
        "queue of threads": queue.Queue().get,
        "sleep": lambda: time.sleep(30),
    }
    for name, wait in waits.items():
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        try:
            wait()
        except KeyboardInterrupt as error:
            print(name, error, [frame.name for frame in traceback.extract_tb(error.__traceback__)])
        signal.setitimer(signal.ITIMER_REAL, 0)
    other.send("x")
    items.put(1)
    simple.put(2)
    print(one.recv(), items.get(), simple.get(), lock.acquire(False), thread_lock.acquire(False))
    child.terminate()
    child.join()
    print(child.exitcode)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    with condition:
        condition.wait()
