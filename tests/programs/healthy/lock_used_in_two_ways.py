"""A lock is used as a lock twice, and then as a signal: who takes it ends, and another one gives it back later."""

import threading
import time

lock = threading.Lock()


def book():
    with lock:
        time.sleep(0.1)


def close():
    lock.acquire()


def reopen():
    time.sleep(1.6)
    lock.release()


if __name__ == "__main__":
    for target in (book, book, book, close):
        thread = threading.Thread(target=target, name=target.__name__)
        thread.start()
        thread.join()
    threading.Thread(target=reopen, name="reopen").start()
    book()
    print("open again")
