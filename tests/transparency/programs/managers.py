"""Managers: proxies' types and reprs, remote errors, custom types, a manager that has been shut down."""

# methods: fork spawn forkserver
import multiprocessing
import multiprocessing.managers
import queue
import sys
import traceback


class Counter:
    def __init__(self, start=0):
        self.value = start

    def count(self):
        self.value += 1
        return self.value

    def fail(self):
        raise LookupError("on the server")


class Own(multiprocessing.managers.BaseManager):
    pass


Own.register("Counter", Counter)


def work(shared, items, lock, counter):
    with lock:
        shared["child"] = counter.count()
    items.append("from child")


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    own = Own()
    try:
        own.Counter()
    except AssertionError:
        traceback.print_exc()
    own.start()
    counter = own.Counter(4)
    with multiprocessing.Manager() as manager:
        shared, items, lock = manager.dict(a=1), manager.list(), manager.Lock()
        child = multiprocessing.Process(target=work, args=(shared, items, lock, counter))
        child.start()
        child.join()
        print(child.exitcode, shared, items, len(shared), counter.count(), dict(shared))
        for name in ("Lock", "RLock", "Semaphore", "Condition", "Event", "Queue", "JoinableQueue", "Namespace"):
            proxy = getattr(manager, name)()
            print(name, type(proxy).__name__, [part for part in dir(proxy) if not part.startswith("_")])
        print(manager.Barrier(2).parties, manager.Value("i", 3), manager.Array("i", [1]), type(items))
        attempts = [
            counter.fail,
            lambda: shared["missing"],
            lambda: manager.Queue().get_nowait(),
            lambda: manager.Lock().release(),
            lambda: items.append(lambda: None),
        ]
        for attempt in attempts:
            try:
                attempt()
            except Exception as error:
                print(type(error), isinstance(error, queue.Empty))
                traceback.print_exc()
    own.shutdown()
    counter.count()
