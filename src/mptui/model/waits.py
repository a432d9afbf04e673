"""What workers wait for, have taken and are doing, and what went wrong with that, as frozen facts."""

from collections.abc import Iterator

import msgspec

from mptui.events import Error

WAKING = frozenset({"set", "notify", "notify_all"})
"""Operations that wake others and, on objects of multiprocessing, wait until each of them has woken."""


class Wait(msgspec.Struct, frozen=True, gc=False):
    """Somebody waits in an operation: `op` on `object` (or for worker `target` to end) since `since` ns, at `where`.

    `within`: the operation that it is a part of: who waits for a condition ends by waiting for its lock. `timeout`:
    seconds after which it ends by itself, None: never, as far as is known. `scoped`: it is in a `with` statement.
    `peers`: who has the other end of the pipe in whose read or write a program stands.
    """

    worker: int
    op: str
    object: int | None
    target: int | None
    where: str
    since: int
    within: "Wait | None" = None
    timeout: float | None = None
    scoped: bool = False
    peers: tuple[int, ...] = ()

    @property
    def outer(self) -> "Iterator[Wait]":
        """The waits that this one is a part of, from the inside outwards."""
        wait = self.within
        while wait is not None:
            yield wait
            wait = wait.within


class Take(msgspec.Struct, frozen=True, gc=False):
    """`worker` took a lock or semaphore at `since` ns, in the line `where`, and has not given it back.

    `scoped`: it did so by a `with` statement, at whose end it gives it back.
    """

    worker: int
    since: int
    where: str
    scoped: bool = False


class Task(msgspec.Struct, frozen=True, gc=False):
    """A worker of a pool or executor, `object`, has taken a task since `since` ns, and not told of its end."""

    object: int
    name: str
    since: int


class Read(msgspec.Struct, frozen=True, gc=False):
    """`worker` has read `field` of a Value, `value`, at `where`, and not written it since.

    `over`: who has updated it after that read, and where it wrote; `worker` has not seen that.
    """

    worker: int
    field: str
    where: str
    value: str
    over: tuple[int, str] | None = None


class Overwritten(msgspec.Struct, frozen=True, gc=False):
    """An update of a Value by `first`, at `first_where`, was lost at `t` ns.

    `second` wrote it at `where`, and had read it before that update, at `read_where`. `sure`: False while it may be a
    flag that is looked at in one line and set in another; `value`: what it wrote.
    """

    t: int
    first: int
    first_where: str
    second: int
    read_where: str
    where: str
    value: str
    sure: bool


class Loss(msgspec.Struct, frozen=True, gc=False):
    """What `worker` had for others was lost at `t` ns: a task of the pool `object`, or an item for the queue `object`.

    `text`: the task's name, or the error that kept the item from being sent; `where`: the line of the item's put.
    """

    t: int
    worker: int
    object: int
    text: str
    where: str = ""


class SeenError(msgspec.Struct, frozen=True, gc=False):
    """What an ErrorSeen told, first at `t` and last at `latest` ns, and the name that its worker had then."""

    t: int
    latest: int
    worker: int
    worker_name: str
    what: Error
    object: int | None
    name: str
    text: str
    where: str
    ended: bool = False
    waiter: int | None = None


class Standing(msgspec.Struct, frozen=True):
    """How a worker stood before an end: what it waited for, and the objects that it held, each with its take."""

    worker: int
    wait: Wait | None
    holds: tuple[tuple[int, Take], ...]
