"""Makes objects in every way that a variable may come by one. Each comment says what they are called; - is no name."""

import contextlib
import dataclasses
from multiprocessing import Lock, Pipe, Pool, Queue, RLock, SimpleQueue, get_context
from threading import Lock as ThreadLock


def use(*_, **__):
    pass


def make():
    return Lock()  # by_factory, attribute_by_factory


def make_both():
    local = ThreadLock()  # local
    return local, Lock()  # both[1], right_one


def generate():
    yield Lock()  # generated


@contextlib.contextmanager
def manage():
    yield Lock()  # managed


def closure():
    cell = Lock()  # cell
    return lambda: cell


def with_default(_, lock=Lock(), *, keyword_only=Lock()):  # noqa: B008  # lock, keyword_only
    pass


class Holder:
    shared = ThreadLock()  # shared

    def __init__(self):
        self.attribute = Lock()  # attribute, attribute
        self.inner = Inner()


class Inner:
    def __init__(self):
        self.__hidden = SimpleQueue()  # _Inner__hidden, _Inner__hidden
        self.locks = [ThreadLock() for _ in range(2)]  # locks[0], locks[1], locks[0], locks[1]
        self.more = []
        for _ in "ab":
            self.more.append(ThreadLock())  # more[0], more[1], more[0], more[1]


class Derived(Holder):
    def __init__(self):
        super().__init__()
        self.queue = Queue()  # queue


@dataclasses.dataclass
class Record:
    held: object = dataclasses.field(default_factory=ThreadLock)


plain = Lock()  # plain
first = second = Lock()  # first
one, two = Lock(), Lock()  # one, two
a, b, c = Lock(), Lock(), Lock()  # a, b, c
d, e, f, g = Lock(), Lock(), Lock(), Lock()  # d, e, f, g
left, right = Pipe()  # left+right
(only,) = [Queue()]  # only
annotated: object = Queue(2)  # annotated
if (walrus := RLock()) is None:  # walrus
    raise SystemExit
Lock()  # -
from_context = get_context("fork").Lock()  # from_context
continued = (
    Lock()  # continued
)
table = {}
table["key"] = Lock()  # table['key']
for number in range(2):
    table[number] = Lock()  # table[0], table[1]
literal = {"left": Lock(), "right": {number: Lock()}}  # literal['left'], literal['right'][1]
several = [Lock(), None, Lock()]  # several[0], several[2]
locks = [Lock() for _ in range(3)]  # locks[0], locks[1], locks[2]
grid = [[Lock() for x in range(2)] for y in range(2)]  # grid[0][0], grid[0][1], grid[1][0], grid[1][1]
by_key = {key: Lock() for key in ("x", "y")}  # by_key['x'], by_key['y']
lazy = list(Lock() for _ in range(2))  # noqa: C400  # lazy[0], lazy[1]
fixed = tuple(Lock() for _ in range(2))  # fixed[0], fixed[1]
appended = []
for _ in range(2):
    appended.append(Lock())  # appended[0], appended[1]
chosen = Lock() if table else None  # chosen
other = None if not table else Lock()  # other
fallback = None or Lock()  # fallback
with Lock() as entered:  # entered
    use(lock=Lock())  # lock
    use(1, Lock(), named=Lock())  # -, named
with manage() as managed:
    pass
with Pool(1) as pool:  # pool
    pass
for generated in generate():
    use(generated)
holder = Holder()
derived = Derived()
record = Record()  # held
by_factory = make()
holder.attribute_by_factory = make()
both = make_both()
left_one, right_one = make_both()
got = closure()
