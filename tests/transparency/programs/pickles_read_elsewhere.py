"""What the program pickles is what it is to a Python that was started with -I, in which mptui has no part.

Every kind of shared object goes there as it goes to a spawned process, and is used there. The pickles name nothing else
than without mptui, so also an unpickler that takes only certain names takes them.
"""

# methods: spawn
import io
import multiprocessing
import pickle
import queue
import subprocess
import sys
import threading
from multiprocessing import context, popen_spawn_posix, reduction

READER = """
import multiprocessing, os, pickle, sys
things = pickle.load(sys.stdin.buffer)
for name, thing in things.items():
    print(name, type(thing).__name__, sorted(vars(thing)) if hasattr(thing, "__dict__") else thing)
for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"):
    thing = things[name]
    with thing:
        print(name, thing)
    print(thing)
try:
    things["BoundedSemaphore"].release()
except ValueError as error:
    print(error)
print("bounded", [type(things[name]._sem) for name in ("Queue(2)", "Queue")])
for name in ("Queue", "Queue(2)", "JoinableQueue", "SimpleQueue"):
    thing = things[name]
    print(name, thing.get(), thing.empty())
    thing.put((name, "back"))
print("sizes", [things[name].qsize() for name in ("Queue", "Queue(2)")], things["Queue(2)"].full())
things["JoinableQueue"].task_done()
print("event", things["Event"].is_set(), things["Event"].wait(0))
things["Event"].clear()
print("barrier", things["Barrier"].parties, things["Barrier"].wait())
print("value", things["Value"].value, things["Array"][:], things["Value"].get_lock())
with things["Value"].get_lock():
    things["Value"].value += 1
print("string", things["String"].value, things["Raw"].value, things["Shares a lock"].value)
end = things["Connection"]
print("connection", end.readable, end.writable, end.recv())
end.send("back")
print("proxy", things["list"]._getvalue(), things["manager's queue"].get())
things["list"].append("back")
print(sorted(name for name in sys.modules if "mptui" in name), sys.stderr is sys.__stderr__)
"""


class Deque(queue.SimpleQueue):
    """A pickler that takes it whole would take its metaclass."""


class Spawning:
    """What the pickler needs to know of a process that is being spawned: which descriptors it inherits."""

    DupFd = staticmethod(popen_spawn_posix._DupFd)

    def __init__(self):
        self.descriptors = []

    def duplicate_for_child(self, descriptor):
        self.descriptors.append(descriptor)
        return descriptor


class Anything:
    """What a pickle makes if nothing that it names is called."""

    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        pass

    def __setstate__(self, state):
        pass


class Reader(pickle.Unpickler):
    """Keeps what it is asked for, which it may be choosy about."""

    def __init__(self, pickled):
        super().__init__(io.BytesIO(pickled))
        self.names = set()

    def find_class(self, module, name):
        self.names.add(f"{module}.{name}")
        return Anything


def names_in(pickled):
    reader = Reader(pickled)
    reader.load()
    return sorted(reader.names)


def show_names(things):
    for name, thing in things.items():
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            pickled = bytes(reduction.ForkingPickler.dumps(thing, protocol))
            print(protocol, name, names_in(pickled), b"mptui" in pickled)


def make(ctx, manager):
    ends = ctx.Pipe()
    lock = ctx.RLock()
    things = {
        "Lock": ctx.Lock(),
        "RLock": lock,
        "Semaphore": ctx.Semaphore(2),
        "BoundedSemaphore": ctx.BoundedSemaphore(2),
        "Condition": ctx.Condition(),
        "Condition of a lock": ctx.Condition(lock),
        "Event": ctx.Event(),
        "Barrier": ctx.Barrier(1),
        "Queue": ctx.Queue(),
        "Queue(2)": ctx.Queue(2),
        "JoinableQueue": ctx.JoinableQueue(),
        "SimpleQueue": ctx.SimpleQueue(),
        "Value": ctx.Value("i", 4),
        "Array": ctx.Array("i", [1, 2]),
        "String": ctx.Array("c", b"text"),
        "Raw": ctx.RawValue("d", 0.5),
        "Shares a lock": ctx.Value("i", 6, lock=lock),
        "Connection": ends[0],
        "list": manager.list([1, 2]),
        "manager's queue": manager.Queue(3),
        "manager's lock": manager.Lock(),
    }
    things["Event"].set()
    for name in ("Queue", "Queue(2)", "JoinableQueue", "SimpleQueue", "manager's queue"):
        things[name].put((name, "there"))
    ends[1].send("there")
    return things, ends[1]


def read_elsewhere(things):
    """Returns what a plain interpreter printed of them."""
    spawning = Spawning()
    context.set_spawning_popen(spawning)
    try:
        show_names(things)
        classes = type(Deque), threading.Lock, queue.SimpleQueue
        pickled = bytes(reduction.ForkingPickler.dumps({**things, "classes": classes}))
    finally:
        context.set_spawning_popen(None)
    command = [sys.executable, "-I", "-W", "always", "-c", READER]
    done = subprocess.run(command, input=pickled, capture_output=True, pass_fds=set(spawning.descriptors), timeout=60)
    return done.stdout.decode() + done.stderr.decode()


def main():
    method = sys.argv[1]
    ctx = multiprocessing.get_context(method)
    with ctx.Manager() as manager:
        things, end = make(ctx, manager)
        print(read_elsewhere(things))
        print("back", [things[name].get() for name in ("Queue", "Queue(2)", "JoinableQueue", "SimpleQueue")])
        print(things["Value"].value, things["Event"].is_set(), end.recv(), things["list"]._getvalue())
        for name, thing in things.items():
            try:
                print(name, len(pickle.dumps(thing)) > 0)
            except Exception as error:
                print(name, type(error).__name__, str(error)[:60])
        print(names_in(pickle.dumps(end)), b"mptui" in pickle.dumps(end))


if __name__ == "__main__":
    main()
