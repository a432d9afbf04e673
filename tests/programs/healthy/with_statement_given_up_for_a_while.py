"""A lock taken by a with statement is given back within it for others to use, and taken again: a pause, no deadlock."""

import threading
import time

lock = threading.Lock()


def work():
    with lock:
        time.sleep(0.3)
        print("the worker has had it", flush=True)
    used.set()


used = threading.Event()

if __name__ == "__main__":
    thread = threading.Thread(target=work, name="worker")
    with lock:
        thread.start()
        time.sleep(0.9)
        lock.release()
        used.wait()
        lock.acquire()
        time.sleep(0.6)
    thread.join()
