"""The vocabulary: what happened, in the past tense. The wire, the trace file, the model and the tests all speak it.

Every event says when (`t`, nanoseconds since the run's start), to whom (`worker`, a small number in order of
appearance; 0 for the program as a whole) and in which place among that worker's events (`seq`, from 1,
without gaps: a loss is an event of its own). Events are frozen and are never changed once made.
"""

from typing import ClassVar, Literal, TypeAlias

import msgspec

from mptui.probe import wire

PROGRAM = 0
"""The `worker` of events that belong to no worker: stray output, knobs, losses, the end of the run."""

Stream: TypeAlias = Literal["stdout", "stderr", "stray"]
Flavor: TypeAlias = Literal["main", "process", "thread"]
Outcome: TypeAlias = Literal["ok", "timeout", "full", "empty", "closed", "error"]

STREAMS: tuple[Stream, ...] = wire.STREAMS  # type: ignore[assignment]
FLAVORS: tuple[Flavor, ...] = wire.FLAVORS  # type: ignore[assignment]
OUTCOMES: tuple[Outcome, ...] = wire.OUTCOMES  # type: ignore[assignment]


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
    """The worker ended. `exit_code` is -n for signal n, None for a thread; `zombie`: nobody has reaped it yet."""

    KIND: ClassVar[str] = "worker_exited"

    exit_code: int | None
    zombie: bool = False


class WorkerReaped(Event, frozen=True, gc=False):
    """The ended process was waited for, so the kernel has forgotten it."""

    KIND: ClassVar[str] = "worker_reaped"

    exit_code: int | None = None


class WorkerPaused(Event, frozen=True, gc=False):
    """The worker stands at its next operation because mptui holds it there (`paused`), or goes on."""

    KIND: ClassVar[str] = "worker_paused"

    paused: bool


class ObjectCreated(Event, frozen=True, gc=False):
    """A lock, queue or pipe was made by `worker`.

    `type` is the class's name, `module` multiprocessing or threading, `name` the variable that holds it or a made-up
    one (`Lock-1`), `where` "file:line", `maxsize` items for a bounded queue. `own`: made by the program itself and
    not by a library, so the lock knob may act on it.
    """

    KIND: ClassVar[str] = "object_created"

    object: int
    type: str
    name: str
    where: str
    maxsize: int | None = None
    module: str = "multiprocessing"
    own: bool = True


class OpStarted(Event, frozen=True, gc=False):
    """An operation began and has not finished. `object` is None for a join of a worker, which is `target`.

    `immediate`: it did not have to wait; its OpFinished follows at once.
    """

    KIND: ClassVar[str] = "op_started"

    op: str
    object: int | None
    where: str
    target: int | None = None
    immediate: bool = False


class OpFinished(Event, frozen=True, gc=False):
    """The operation ended. `value`: a short text of the item; `depth`: items in the queue after it."""

    KIND: ClassVar[str] = "op_finished"

    op: str
    object: int | None
    outcome: Outcome
    value: str | None = None
    depth: int | None = None
    target: int | None = None


class Output(Event, frozen=True, gc=False):
    """One fragment: one write to a stream. `fd` is 1 or 2; stray output came from the descriptor itself."""

    KIND: ClassVar[str] = "output"

    stream: Stream
    data: bytes
    fd: int = 1


class KnobChanged(Event, frozen=True, gc=False):
    """Somebody turned a knob; `object` names the one queue it acts on, None all."""

    KIND: ClassVar[str] = "knob_changed"

    knob: str
    value: bool | int | float | str | None
    object: int | None = None


class EventsLost(Event, frozen=True, gc=False):
    """`count` records of `worker` never arrived."""

    KIND: ClassVar[str] = "events_lost"

    count: int


class ProbeFailed(Event, frozen=True, gc=False):
    """The probe failed inside `worker` and switched itself off there; the program runs on, unseen."""

    KIND: ClassVar[str] = "probe_failed"

    text: str


class RunFinished(Event, frozen=True, gc=False):
    """The program and all its workers are gone. `exit_code` is the main process's, -n for signal n."""

    KIND: ClassVar[str] = "run_finished"

    exit_code: int


EVENT_TYPES: tuple[type[Event], ...] = tuple(Event.__subclasses__())
