"""Locks and queues are collected when nobody refers to them; weak references to them work."""

# methods: fork spawn forkserver
import gc
import multiprocessing
import queue
import sys
import threading
import weakref

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    gc.disable()
    makers = [
        threading.Lock, threading.RLock, threading.Semaphore, threading.Condition, threading.Event, threading.Thread,
        lambda: threading.Barrier(1), queue.Queue, queue.SimpleQueue, threading.local,
        multiprocessing.Lock, multiprocessing.RLock, multiprocessing.Semaphore, multiprocessing.Condition,
        multiprocessing.Event, lambda: multiprocessing.Barrier(1), multiprocessing.Queue, multiprocessing.JoinableQueue,
        multiprocessing.SimpleQueue, multiprocessing.Process, lambda: multiprocessing.Pipe()[0],
    ]  # fmt: skip
    for make in makers:
        made = make()
        reference = weakref.ref(made, lambda _: print("gone"))
        name = type(made).__name__
        if hasattr(made, "acquire"):
            with made:
                pass
        del made
        print(name, reference() is None, gc.isenabled(), gc.collect() >= 0 and reference() is None)
    table = weakref.WeakKeyDictionary()
    lock = threading.Lock()
    table[lock] = 1
    print(len(table), {lock: 2}[lock], lock == lock, lock == threading.Lock(), len({lock, lock}), bool(lock))
