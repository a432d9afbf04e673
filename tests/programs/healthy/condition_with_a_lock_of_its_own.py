"""A condition has a lock of a class of the program's, whose release takes its time and wakes who waits."""

import threading
import time


class SlowLock:
    def __init__(self):
        self._lock = threading.Lock()
        self.acquire = self.__enter__ = self._lock.acquire

    def release(self):
        self._lock.release()
        time.sleep(1.6)
        done.set()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self._lock.release()


done = threading.Event()


def wait(condition):
    with condition:
        condition.wait()


if __name__ == "__main__":
    condition = threading.Condition(SlowLock())
    thread = threading.Thread(target=wait, args=(condition,), name="waiter", daemon=True)
    thread.start()
    done.wait()
    with condition:
        condition.notify()
    thread.join()
    print("done")
