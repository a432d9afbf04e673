"""Objects that were used with threads, pools, locks and queues are gone as soon as nobody has them."""

import gc
import multiprocessing
import queue
import threading
import weakref
from concurrent import futures
from multiprocessing.pool import ThreadPool

gc.disable()


class Thing:
    def __call__(self, *others):
        return others

    def fail(self, *_others):
        raise ValueError


def seen(name, make):
    kept = make()
    print(name, [ref() is None for ref in kept])


def executor(fails):
    """An error that is in nobody's hands leads from its traceback to no task."""
    thing, given = Thing(), Thing()
    with futures.ThreadPoolExecutor(2) as pool:
        future = pool.submit(thing.fail if fails else thing, given)
        futures.wait([future])
    return [weakref.ref(one) for one in (thing, given, pool, future)]


def mapped():
    thing = Thing()
    with futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(thing, [thing, thing]))
    return [weakref.ref(thing), weakref.ref(pool)]


def thread(fails):
    thing = Thing()
    hook, threading.excepthook = threading.excepthook, lambda _: None
    started = threading.Thread(target=thing.fail if fails else thing, args=(thing,))
    started.start()
    started.join()
    threading.excepthook = hook
    return [weakref.ref(thing), weakref.ref(started)]


def timer():
    thing = Thing()
    started = threading.Timer(0, thing)
    started.start()
    started.join()
    return [weakref.ref(thing), weakref.ref(started)]


def thread_pool(fails):
    thing = Thing()
    pool = ThreadPool(2)
    result = pool.apply_async(thing.fail if fails else thing, (thing,))
    result.wait()
    pool.close()
    pool.join()
    return [weakref.ref(thing), weakref.ref(result)]


def locked(lock, thing):
    with lock:
        raise ValueError(thing)


def lock(make):
    thing, made = Thing(), make()
    try:
        locked(made, thing)
    except ValueError as error:
        kept = error
    refs = [weakref.ref(thing), weakref.ref(kept)] if hasattr(kept, "__weakref__") else [weakref.ref(thing)]
    del kept
    return refs


def queued(make):
    thing, made = Thing(), make()
    made.put(thing)
    made.get()
    try:
        made.get(timeout=0.01)
    except queue.Empty:
        pass
    return [weakref.ref(thing), weakref.ref(made)]


def condition():
    made, thing = threading.Condition(), Thing()
    with made:
        made.wait_for(lambda: thing, 1)
    return [weakref.ref(thing), weakref.ref(made)]


def process(fails):
    thing = Thing()
    child = multiprocessing.get_context("fork").Process(target=len if fails else str, args=("",))
    child.extra = thing
    child.start()
    child.join()
    child.close()
    return [weakref.ref(thing), weakref.ref(child)]


def event():
    made = threading.Event()
    made.set()
    made.wait()
    return [weakref.ref(made)]


for fails in (False, True):
    seen(f"executor {fails}", lambda: executor(fails))
    seen(f"thread {fails}", lambda: thread(fails))
    seen(f"thread pool {fails}", lambda: thread_pool(fails))
    seen(f"process {fails}", lambda: process(fails))
seen("map", mapped)
seen("timer", timer)
for make in (threading.Lock, threading.RLock, threading.Condition, threading.Semaphore, multiprocessing.Lock):
    seen(make.__name__, lambda: lock(make))
for make in (queue.Queue, queue.LifoQueue, queue.SimpleQueue):
    seen(make.__name__, lambda: queued(make))
seen("condition", condition)
seen("event", event)
