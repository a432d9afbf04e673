"""Condition, Event and Semaphore between processes: notify, wait_for, timeouts, results."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading


def wait(condition, event, semaphore, value):
    with condition:
        print("wait_for", condition.wait_for(lambda: value.value == 3, timeout=20))
    print("event", event.wait(20), event.is_set())
    print("semaphore", semaphore.acquire(timeout=20))


def provide(condition, event, semaphore, value):
    with condition:
        value.value = 3
        condition.notify_all()
    event.set()
    semaphore.release()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for module, kind in ((multiprocessing, multiprocessing.Process), (threading, threading.Thread)):
        shared = module.Condition(), module.Event(), module.Semaphore(0), multiprocessing.Value("i", 0)
        worker = kind(target=wait, args=shared)
        worker.start()
        provide(*shared)
        worker.join()
        condition, event, semaphore, _ = shared
        with condition:
            print(condition.wait(0.05), condition.wait_for(lambda: False, 0.05), condition.notify())
        event.clear()
        print(event.wait(0.05), event.is_set(), semaphore.acquire(timeout=0.05), semaphore.acquire(False))
        other = module.Condition(module.Lock())
        with other:
            print(other.wait(0.01), other)
