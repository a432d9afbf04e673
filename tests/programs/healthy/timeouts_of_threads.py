"""What threads share is waited for in vain, each time with a timeout, by which the wait ends."""

import queue
import threading
import time
from contextlib import suppress

SHORT = 0.2


def in_vain(function, *args, **kwargs):
    with suppress(Exception):
        function(*args, **kwargs)


if __name__ == "__main__":
    lock, done, never = threading.Lock(), threading.Semaphore(0), threading.Event()
    changed, start, full, simple = threading.Condition(), threading.Barrier(2), queue.Queue(1), queue.SimpleQueue()
    sleeper = threading.Thread(target=time.sleep, args=(2.2,), name="sleeper")
    sleeper.start()
    lock.acquire()
    full.put("the only place")
    in_vain(lock.acquire, timeout=SHORT)
    in_vain(lock.acquire, True, SHORT)
    in_vain(done.acquire, True, SHORT)
    in_vain(never.wait, SHORT)
    with changed:
        in_vain(changed.wait, SHORT)
        in_vain(changed.wait_for, bool, SHORT)
    in_vain(full.put, "no room", timeout=SHORT)
    full.get()
    in_vain(full.get, True, SHORT)
    in_vain(simple.get, True, SHORT)
    in_vain(start.wait, SHORT)
    sleeper.join(SHORT)
    sleeper.join()
