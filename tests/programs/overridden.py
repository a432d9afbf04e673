"""Objects whose classes override methods, each beside one whose class does not: overridden.py [METHOD]."""

import multiprocessing
import queue
import sys
import threading
from multiprocessing import queues, synchronize


class LaxSemaphore(threading.Semaphore):
    """Forgives a release too many, as the semaphore of billiard's pool."""

    def __init__(self, value):
        super().__init__(value)
        self._most = value

    def release(self):
        with self._cond:
            if self._value < self._most:
                self._value += 1
                self._cond.notify()


class SetQueue(queue.Queue):
    """Drops what is in it already."""

    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


class CountedQueue(queues.Queue):
    """Says by itself how much is in it."""

    def qsize(self):
        return 7


class NeverSet(threading.Event):
    """An Event that stays as it is."""

    def set(self):
        pass


class NeverSetProcess(synchronize.Event):
    """The same of multiprocessing."""

    def set(self):
        pass


class LoggedLock(synchronize.Lock):
    """A lock that does something when it is left."""

    def __exit__(self, *details):
        return super().__exit__(*details)


class NamedSemaphore(threading.Semaphore):
    """Has a method more, and overrides none."""

    def name(self):
        return "a semaphore"


class NamedQueue(queue.Queue):
    """The same of a queue."""

    def name(self):
        return "a queue"


def child(counted, locked):
    counted.put("item")
    with locked:
        pass


def main():
    context = multiprocessing.get_context(*sys.argv[1:])
    lax, named = LaxSemaphore(2), NamedSemaphore(2)
    for semaphore in (lax, named):
        semaphore.acquire()
    lax.release()
    lax.release()
    distinct, plain = SetQueue(), NamedQueue()
    for items in (distinct, plain):
        items.put("same")
        items.put("same")
        items.get()
    never, never_either, event = NeverSet(), NeverSetProcess(ctx=context), threading.Event()
    for signal in (never, never_either, event):
        signal.set()
    counted, locked = CountedQueue(3, ctx=context), LoggedLock(ctx=context)
    process = context.Process(target=child, args=(counted, locked))
    process.start()
    print(counted.get(), counted.qsize(), lax._value, distinct.qsize())
    process.join()
    locked.acquire()


if __name__ == "__main__":
    main()
