"""Objects, and what workers do with them."""

from typing import Any, ClassVar

from mptui.events.base import Event, Outcome


class ObjectCreated(Event, frozen=True, gc=False):
    """A lock, queue, pipe or the like was made by `worker`.

    `type` is the class's name, `module` multiprocessing or threading, `name` the variable that holds it or a made-up
    one (`Lock-1`), `where` "file:line", `maxsize` items for a bounded queue, `depth` the items in it at first, or a
    semaphore's value. `own`: made by the program itself and not by a library, so the lock knob may act on it.
    `counted`: False if the events need not tell all that happens to it, because its class overrides methods, so what is
    in it, its value and its holders are not known. `copy_of`: the object of threads of which a fork made this copy, for
    one process; it is told when that process first uses it. `parties`: how many have to come to a barrier.
    """

    KIND: ClassVar[str] = "object_created"

    object: int
    type: str
    name: str
    where: str
    maxsize: int | None = None
    module: str = "multiprocessing"
    own: bool = True
    depth: int = 0
    counted: bool = True
    copy_of: int | None = None
    parties: int | None = None


class ObjectFound(Event, frozen=True, gc=False):
    """The trace began after the object was made: `found` is what was known of it by then (see model.so_far)."""

    KIND: ClassVar[str] = "object_found"

    object: int
    found: dict[str, Any]


class OpStarted(Event, frozen=True, gc=False):
    """An operation began that may have to wait. `object` is None for a join of a worker, which is `target`.

    `depth`: items in the pipe or simple queue, from whose start on what it sends may be received; `timeout`: seconds
    after which the operation gives up, None: never, or not told. `scoped`: an acquire by a `with` statement, which
    releases what it took. `peers`: of a program without a probe, which stands in a `read` or `write` of a pipe: the
    workers whose processes alone have the pipe's other end.
    """

    KIND: ClassVar[str] = "op_started"

    op: str
    object: int | None
    where: str
    target: int | None = None
    depth: int | None = None
    timeout: float | None = None
    scoped: bool = False
    peers: tuple[int, ...] = ()


class OpFinished(Event, frozen=True, gc=False):
    """The operation ended. `value`: a short text of the item; `depth`: items in the queue after it, or a value."""

    KIND: ClassVar[str] = "op_finished"

    op: str
    object: int | None
    outcome: Outcome
    value: str | None = None
    depth: int | None = None
    target: int | None = None


class OpDone(Event, frozen=True, gc=False):
    """An operation that did not wait, from its start, `began` ns of the run, to its end; fields as in the two above.

    It counts for two, an OpStarted and an OpFinished, and its `seq` is that of the second.
    """

    KIND: ClassVar[str] = "op_done"

    op: str
    object: int | None
    where: str
    outcome: Outcome
    value: str | None = None
    depth: int | None = None
    target: int | None = None
    began: int = 0
    scoped: bool = False


class LockCycles(Event, frozen=True, gc=False):
    """A worker took a lock and released it again and again, and neither waited nor did anything else meanwhile.

    `times`: ns of the run, of an acquire and its release in turn; `released_where` is the line of the releases;
    `scoped`: by a `with` statement. Counts for all those operations, two for each, and its `seq` is that of the last.
    """

    KIND: ClassVar[str] = "lock_cycles"

    object: int
    where: str
    released_where: str
    times: tuple[int, ...]
    scoped: bool = False
