"""Makes locks, queues and pipes in every way that a variable may come by one; prints nothing."""

from multiprocessing import Lock, Pipe, Queue, RLock, SimpleQueue, get_context
from threading import Lock as ThreadLock

plain = Lock()
left, right = Pipe()
table = {}
table["key"] = Lock()
annotated: object = Queue(2)
first = second = Lock()
if (walrus := RLock()) is None:
    raise SystemExit
Lock()
several = [Lock(), Lock()]
from_context = get_context("fork").Lock()


class Holder:
    shared = ThreadLock()

    def __init__(self):
        self.attribute = Lock()
        self.inner = Inner()


class Inner:
    def __init__(self):
        self.__hidden = SimpleQueue()


class Derived(Holder):
    def __init__(self):
        super().__init__()
        self.queue = Queue()


holder = Holder()
derived = Derived()


def make():
    local = ThreadLock()
    return local, Lock()


def closure():
    cell = Lock()
    return lambda: cell


kept = make()
got = closure()
