"""What processes share is waited for in vain, each time with a timeout, by which the wait ends."""

import multiprocessing
import time
from contextlib import suppress
from multiprocessing import connection

SHORT = 0.2


def in_vain(function, *args, **kwargs):
    with suppress(Exception):
        function(*args, **kwargs)


if __name__ == "__main__":
    lock, done, never = multiprocessing.Lock(), multiprocessing.Semaphore(0), multiprocessing.Event()
    changed, start, full = multiprocessing.Condition(), multiprocessing.Barrier(2), multiprocessing.Queue(1)
    receiver, sender = multiprocessing.Pipe()
    sleeper = multiprocessing.Process(target=time.sleep, args=(2.2,), name="sleeper")
    sleeper.start()
    lock.acquire()
    full.put("the only place")
    time.sleep(0.1)
    in_vain(lock.acquire, timeout=SHORT)
    in_vain(done.acquire, True, SHORT)
    in_vain(never.wait, SHORT)
    with changed:
        in_vain(changed.wait, SHORT)
        in_vain(changed.wait_for, bool, SHORT)
    in_vain(full.put, "no room", timeout=SHORT)
    full.get()
    in_vain(full.get, True, SHORT)
    in_vain(receiver.poll, SHORT)
    in_vain(connection.wait, [receiver], SHORT)
    in_vain(start.wait, SHORT)
    sleeper.join(SHORT)
    sleeper.join()
