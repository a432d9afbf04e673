"""The vocabulary: what happened, in the past tense. The wire, the trace file, the model and the tests all speak it.

Every event says when (`t`, nanoseconds since the run's start), to whom (`worker`, a small number in order of
appearance; 0 for the program as a whole) and in which place among that worker's events (`seq`, from 1,
without gaps: a loss is an event of its own). Events are frozen and are never changed once made.
"""

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

import msgspec

from mptui.probe import wire

PROGRAM = 0
"""The `worker` of events that belong to no worker: stray output, knobs, losses, the end of the run."""

Stream: TypeAlias = Literal["stdout", "stderr", "stray"]
Flavor: TypeAlias = Literal["main", "process", "thread"]
KnobValue: TypeAlias = bool | int | float | str | None
EndedBy: TypeAlias = Literal["program", "mptui"]
Reason: TypeAlias = Literal["timeout", "signal", "orphans", "output", "key", "finding"]
Unblocking: TypeAlias = Literal["release", "end_wait", "reap", "discard"]
Outcome: TypeAlias = Literal["ok", "timeout", "full", "empty", "closed", "error"]
Error: TypeAlias = Literal["unasked", "callback", "loading", "unguarded", "unwritten"]

STREAMS: tuple[Stream, ...] = wire.STREAMS  # type: ignore[assignment]
DESCRIPTORS: dict[Stream, int] = {"stdout": 1, "stderr": 2}
"""Where each of Python's streams leads."""
FLAVORS: tuple[Flavor, ...] = wire.FLAVORS  # type: ignore[assignment]
OUTCOMES: tuple[Outcome, ...] = wire.OUTCOMES  # type: ignore[assignment]
ERRORS: tuple[Error, ...] = wire.ERRORS  # type: ignore[assignment]


class Event(msgspec.Struct, frozen=True, gc=False):
    """What all events share."""

    KIND: ClassVar[str] = ""

    t: int
    worker: int
    seq: int


class RunStarted(Event, frozen=True, gc=False):
    """A run begins: whoever keeps a state starts a new one. First event of every run, also after a restart."""

    KIND: ClassVar[str] = "run_started"

    program: str
    argv: tuple[str, ...]
    start_method: str
    python: str
    platform: str


class WorkerCreated(Event, frozen=True, gc=False):
    """A Process or Thread object was made; its process or thread does not exist yet. `parent` made it."""

    KIND: ClassVar[str] = "worker_created"

    name: str
    flavor: Flavor
    parent: int | None


class WorkerStarted(Event, frozen=True, gc=False):
    """The worker runs. `pid` is its process; threads share their process's."""

    KIND: ClassVar[str] = "worker_started"

    pid: int


class WorkerExited(Event, frozen=True, gc=False):
    """The worker ended. `exit_code` is -n for signal n, None for a thread; `zombie`: nobody has reaped it yet.

    `ended_by` mptui: it ran when mptui ended the run (see RunEnded), and was killed by that.
    """

    KIND: ClassVar[str] = "worker_exited"

    exit_code: int | None
    zombie: bool = False
    ended_by: EndedBy = "program"


class WorkerReaped(Event, frozen=True, gc=False):
    """The ended process was waited for, so the kernel has forgotten it."""

    KIND: ClassVar[str] = "worker_reaped"

    exit_code: int | None = None


class WorkerPaused(Event, frozen=True, gc=False):
    """The worker stands at its next operation because mptui holds it there (`paused`), or goes on."""

    KIND: ClassVar[str] = "worker_paused"

    paused: bool


class WorkerNamed(Event, frozen=True, gc=False):
    """The worker has another name from now on: a pool names its processes after it made them."""

    KIND: ClassVar[str] = "worker_named"

    name: str


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


class OpStarted(Event, frozen=True, gc=False):
    """An operation began that may have to wait. `object` is None for a join of a worker, which is `target`.

    `depth`: items in the pipe or simple queue, from whose start on what it sends may be received; `timeout`: seconds
    after which the operation gives up, None: never, or not told. `scoped`: an acquire by a `with` statement, which
    releases what it took.
    """

    KIND: ClassVar[str] = "op_started"

    op: str
    object: int | None
    where: str
    target: int | None = None
    depth: int | None = None
    timeout: float | None = None
    scoped: bool = False


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


class Output(Event, frozen=True, gc=False):
    """One fragment: one write to a stream. `fd` is 1 or 2; stray output came from the descriptor itself."""

    KIND: ClassVar[str] = "output"

    stream: Stream
    data: bytes
    fd: int = 1


Fragment: TypeAlias = tuple[int, int, int, Stream, bytes]
"""t, worker, seq, stream and data of an Output on stdout or stderr."""


class OutputRun(Event, frozen=True, gc=False):
    """Fragments that came one after another, of any workers: what an Output says, for a flood of them.

    `t` is the first one's; `worker` and `seq` say nothing.
    """

    KIND: ClassVar[str] = "output_run"

    fragments: list[Fragment]


class KnobChanged(Event, frozen=True, gc=False):
    """Somebody turned a knob; `object` names the one queue it acts on, None all."""

    KIND: ClassVar[str] = "knob_changed"

    knob: str
    value: KnobValue
    object: int | None = None


class EventsLost(Event, frozen=True, gc=False):
    """`count` records of `worker` never arrived."""

    KIND: ClassVar[str] = "events_lost"

    count: int


class BadRecord(Event, frozen=True, gc=False):
    """`worker` sent `count` records that make no sense, in the way that `text` says, and were left out.

    Of PROGRAM: nobody can tell who sent them. `count` 0: it was read all the same.
    """

    KIND: ClassVar[str] = "bad_record"

    text: str
    count: int = 1


class ProbeFailed(Event, frozen=True, gc=False):
    """The probe failed inside `worker` and switched itself off there; the program runs on, unseen."""

    KIND: ClassVar[str] = "probe_failed"

    text: str


class HandlerInstalled(Event, frozen=True, gc=False):
    """The program gave signal `signum` a handler in the process `worker`: its main thread may do something at any time.

    Told of the first handler of each signal in a process; a forked one has its parent's besides, and does not tell.
    """

    KIND: ClassVar[str] = "handler_installed"

    signum: int


class LibraryThreads(Event, frozen=True, gc=False):
    """In the process `worker` live `count` threads of libraries, which are no workers but may run its code."""

    KIND: ClassVar[str] = "library_threads"

    count: int


class Unblocked(Event, frozen=True, gc=False):
    """The user had mptui help out `worker`, which waited in vain: what it does next is not the program's own doing.

    `how`: release (it released `object`, whose taker has ended), end_wait (its wait for `object` ended with an error),
    discard (mptui reads what is in the pipe of the queue `object` and throws it away), reap (it waited for its children
    that have ended).
    """

    KIND: ClassVar[str] = "unblocked"

    how: Unblocking
    object: int | None = None


class StackTaken(Event, frozen=True, gc=False):
    """Where the thread of `worker` is: mptui has asked its process. `frames`: "file:line" and the function of each.

    The most recent call is last, as in a traceback. Frames of mptui's own code are left out.
    """

    KIND: ClassVar[str] = "stack_taken"

    frames: tuple[tuple[str, str], ...]


class Forked(Event, frozen=True, gc=False):
    """The process `worker` has forked without multiprocessing; or is the `child` that came of that, as it says itself.

    Of both it may be told first.
    """

    KIND: ClassVar[str] = "forked"

    child: bool = False


class ErrorSeen(Event, frozen=True, gc=False):
    """What goes wrong in the process `worker` and the program need not hear of, or cannot go on after.

    `what`: unasked (a task of the pool `object` failed, and its result is gone without anybody having asked for it),
    callback (a callback of a pool raised, in the pool's own thread), loading (a result could not be loaded there),
    unguarded (a process that was not forked starts another while it imports the main module) or unwritten (it calls
    os._exit while text that it has written is in a stream's buffer). `name`: of the task or the callback, the start
    method, or the stream; `text`: the exception, or how much is lost; `where` it was raised, or the call; `ended`: the
    pool's thread for results ended by it; `waiter`: the worker that waits for the result that will never be ready.
    """

    KIND: ClassVar[str] = "error_seen"

    what: Error
    object: int | None
    name: str
    text: str
    where: str
    ended: bool = False
    waiter: int | None = None


class LeftRunning(Event, frozen=True, gc=False):
    """The main process has ended, and these processes, pid and name, go on. They need not be workers."""

    KIND: ClassVar[str] = "left_running"

    processes: tuple[tuple[int, str], ...]


class RunEnded(Event, frozen=True, gc=False):
    """mptui begins to end the program, and kills all of it that runs: what follows is its doing.

    `reason`: a timeout, a signal that came for mptui or the program, `orphans` that were to be ended, output that could
    not be passed on, a key (quit, restart), or a finding that was to fail the run.
    """

    KIND: ClassVar[str] = "run_ended"

    reason: Reason


class RunFinished(Event, frozen=True, gc=False):
    """The program and all its workers are gone. `exit_code` is the main process's, -n for signal n."""

    KIND: ClassVar[str] = "run_finished"

    exit_code: int


EVENT_TYPES: tuple[type[Event], ...] = tuple(Event.__subclasses__())
MEMORY_TYPES: tuple[type[Event], ...] = (OpDone, LockCycles, OutputRun)
"""Those that stand for several: a trace holds what they stand for, and no line of it names them."""


def singles(event: Event) -> Iterator[Event]:
    """The event itself, or those it stands for, one by one."""
    if isinstance(event, OutputRun):
        for t, worker, seq, stream, data in event.fragments:
            yield Output(t, worker, seq, stream, data, DESCRIPTORS[stream])
        return
    if not isinstance(event, LockCycles):
        yield event
        return
    first = event.seq - 2 * len(event.times) + 2
    for place, t in enumerate(event.times):
        op, where = ("release", event.released_where) if place % 2 else ("acquire", event.where)
        scoped = event.scoped and not place % 2
        yield OpDone(t, event.worker, first + 2 * place, op, event.object, where, "ok", began=t, scoped=scoped)


def weight(event: Event) -> int:
    """How many events it counts for: the lines of a trace."""
    if isinstance(event, OpDone):
        return 2
    if isinstance(event, OutputRun):
        return len(event.fragments)
    return 2 * len(event.times) if isinstance(event, LockCycles) else 1
