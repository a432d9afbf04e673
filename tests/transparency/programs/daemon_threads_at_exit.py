"""Daemon threads that wait, and one that holds a lock, while the interpreter ends."""

import threading
import time

lock = threading.Lock()
ready = threading.Barrier(4)


def wait_for_lock():
    ready.wait()
    lock.acquire()


def wait_for_event():
    ready.wait()
    threading.Event().wait()


def sleep():
    ready.wait()
    time.sleep(60)


lock.acquire()
for target in (wait_for_lock, wait_for_event, sleep):
    threading.Thread(target=target, daemon=True).start()
ready.wait()
print("main ends", threading.active_count())
