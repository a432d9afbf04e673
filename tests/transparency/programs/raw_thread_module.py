"""_thread itself: locks and threads made below threading."""

import _thread
import sys
import threading
import time


def work(lock):
    print("raw thread", threading.current_thread().name.startswith("Dummy"))
    lock.release()
    raise ValueError("in a raw thread")


lock = _thread.allocate_lock()
lock.acquire()
_thread.start_new_thread(work, (lock,))
lock.acquire()
deadline = time.monotonic() + 5
while _thread._count() > 0 and time.monotonic() < deadline:
    time.sleep(0.01)
print(lock, type(lock), _thread._count(), file=sys.stdout)
