"""What holds of a lock even while mptui's lock knob is off. Argument: the case; each prints `ok` at its end."""

import multiprocessing
import sys
import threading
from multiprocessing import Process


def condition_of_threads():
    """A counter that only a really held lock keeps right: notify and wait raise on a lock that is not held."""
    lock = threading.Lock()
    condition = threading.Condition(lock)
    seen = []

    def wait():
        with condition:
            while not seen:
                condition.wait(10)

    waiter = threading.Thread(target=wait)
    waiter.start()
    with lock:
        assert lock.locked()
        seen.append(1)
        condition.notify_all()
    waiter.join()


def notify(condition, lock, value):
    with lock:
        value.value += 1
        condition.notify_all()


def condition_of_processes():
    lock = multiprocessing.Lock()
    condition, value = multiprocessing.Condition(lock), multiprocessing.RawValue("i", 0)
    with condition:
        notifier = Process(target=notify, args=(condition, lock, value))
        notifier.start()
        while not value.value:
            assert condition.wait(10)
    notifier.join()


def add(value, times):
    for _ in range(times):
        with value.get_lock():
            value.value += 1


def locks_inside_a_value():
    value = multiprocessing.Value("i", 0)
    adders = [Process(target=add, args=(value, 5000)) for _ in range(4)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    assert value.value == 20_000, value.value


def recursion():
    for make in (threading.RLock, multiprocessing.RLock):
        lock = make()
        with lock, lock, lock:
            pass
        try:
            lock.release()
        except (RuntimeError, AssertionError) as error:
            print(type(error).__name__)
        else:
            raise SystemExit("an RLock that is not held was released")


def hand_over(make_lock, make_worker):
    """Acquired here, released by another, over and over."""
    lock = make_lock()
    for _ in range(20):
        lock.acquire()
        helper = make_worker(target=lock.release)
        helper.start()
        helper.join()
        if isinstance(helper, Process):
            assert helper.exitcode == 0, helper.exitcode
    assert lock.acquire(timeout=10)
    lock.release()


def hand_over_processes():
    hand_over(multiprocessing.Lock, Process)


def hand_over_threads():
    failures = []
    threading.excepthook = failures.append
    hand_over(threading.Lock, threading.Thread)
    assert not failures, failures


def too_many_releases():
    for make in (threading.Lock, multiprocessing.Lock):
        lock = make()
        with lock:
            pass
        try:
            lock.release()
        except (RuntimeError, ValueError) as error:
            print(type(error).__name__)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
    print("ok")
