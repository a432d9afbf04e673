"""Classes that derive from queues, conditions, semaphores and threading.local, and that hold locks."""

# methods: fork spawn forkserver
import multiprocessing
import multiprocessing.context
import multiprocessing.queues
import multiprocessing.synchronize
import queue
import sys
import threading
import traceback


class Counting(multiprocessing.queues.Queue):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs, ctx=multiprocessing.get_context())
        self.puts = 0

    def put(self, obj, *args, **kwargs):
        self.puts += 1
        super().put(("counted", obj), *args, **kwargs)


class Loud(multiprocessing.synchronize.Lock().__class__ if False else multiprocessing.synchronize.Lock):
    def __init__(self):
        super().__init__(ctx=multiprocessing.get_context())

    def acquire(self, *args):
        print("acquiring")
        return super().acquire(*args)

    def __enter__(self):
        print("entering")
        return super().__enter__()


class Stack(queue.LifoQueue):
    def _put(self, item):
        super()._put(item * 2)


class Gate(threading.Condition):
    def open(self):
        with self:
            self.notify_all()


class Mine(threading.local):
    def __init__(self, start):
        self.value = start


class Account:
    def __init__(self):
        self.lock = threading.RLock()

    def __enter__(self):
        return self.lock.__enter__()

    def __exit__(self, *details):
        return self.lock.__exit__(*details)


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    counting = Counting(3)
    counting.put(1)
    counting.put(2)
    print(counting.get(), counting.get(), counting.puts, type(counting).__name__)
    loud = Loud()
    with loud:
        print(loud)
    print(loud.acquire(), loud.release())
    stack = Stack()
    stack.put(4)
    print(stack.get(), Gate().open(), Gate())
    mine = Mine(3)
    thread = threading.Thread(target=lambda: print(mine.value))
    thread.start()
    thread.join()
    with Account() as account:
        print(account)
    for base in (threading.Lock, threading.RLock, multiprocessing.Lock):
        try:
            type("Derived", (base,), {})
        except TypeError:
            traceback.print_exc()
