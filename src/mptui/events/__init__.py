"""The vocabulary: what happened, in the past tense. The wire, the trace file, the model and the tests all speak it.

Every event says when (`t`, nanoseconds since the run's start), to whom (`worker`, a small number in order of
appearance; 0 for the program as a whole) and in which place among that worker's events (`seq`, from 1,
without gaps: a loss is an event of its own). Events are frozen and are never changed once made.
"""

from collections.abc import Iterator

from mptui.events.base import (
    DESCRIPTORS,
    ERRORS,
    FLAVORS,
    OUTCOMES,
    PROGRAM,
    STREAMS,
    EndedBy,
    Error,
    Event,
    Flavor,
    KnobValue,
    Outcome,
    Reason,
    Stream,
    Unblocking,
)
from mptui.events.operations import (
    LockCycles,
    ObjectCreated,
    ObjectFound,
    OpDone,
    OpFinished,
    OpStarted,
)
from mptui.events.output import (
    Fragment,
    Output,
    OutputRun,
)
from mptui.events.run import (
    BadRecord,
    ErrorSeen,
    EventsLost,
    KnobChanged,
    LeftRunning,
    ProbeFailed,
    RecordingEnded,
    RecordingStarted,
    RunEnded,
    RunFinished,
    RunStarted,
    Unblocked,
)
from mptui.events.workers import (
    Forked,
    HandlerInstalled,
    LibraryThreads,
    StackTaken,
    WorkerCreated,
    WorkerExited,
    WorkerFound,
    WorkerNamed,
    WorkerPaused,
    WorkerReaped,
    WorkerStarted,
)

__all__ = [
    "DESCRIPTORS",
    "ERRORS",
    "EVENT_TYPES",
    "FLAVORS",
    "MEMORY_TYPES",
    "OUTCOMES",
    "PROGRAM",
    "STREAMS",
    "BadRecord",
    "EndedBy",
    "Error",
    "ErrorSeen",
    "Event",
    "EventsLost",
    "Flavor",
    "Forked",
    "Fragment",
    "HandlerInstalled",
    "KnobChanged",
    "KnobValue",
    "LeftRunning",
    "LibraryThreads",
    "LockCycles",
    "ObjectCreated",
    "ObjectFound",
    "OpDone",
    "OpFinished",
    "OpStarted",
    "Outcome",
    "Output",
    "OutputRun",
    "ProbeFailed",
    "Reason",
    "RecordingEnded",
    "RecordingStarted",
    "RunEnded",
    "RunFinished",
    "RunStarted",
    "StackTaken",
    "Stream",
    "Unblocked",
    "Unblocking",
    "WorkerCreated",
    "WorkerExited",
    "WorkerFound",
    "WorkerNamed",
    "WorkerPaused",
    "WorkerReaped",
    "WorkerStarted",
    "latest",
    "parted",
    "singles",
    "weight",
]

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


def latest(event: Event) -> int:
    """When the last happened of what it stands for, in ns of the run."""
    return event.fragments[-1][0] if isinstance(event, OutputRun) and event.fragments else event.t


def parted(event: Event, t: int) -> tuple[list[Event], list[Event]]:
    """What happened up to `t` ns and what after that, of an event that stands for several, as events."""
    if not isinstance(event, OutputRun):
        return ([event], []) if event.t <= t else ([], [event])
    before = [fragment for fragment in event.fragments if fragment[0] <= t]
    after = [fragment for fragment in event.fragments if fragment[0] > t]
    return _as_run(event, before), _as_run(event, after)


def _as_run(event: OutputRun, fragments: list[Fragment]) -> list[Event]:
    return [OutputRun(fragments[0][0], event.worker, event.seq, fragments)] if fragments else []


def weight(event: Event) -> int:
    """How many events it counts for: the lines of a trace."""
    if isinstance(event, OpDone):
        return 2
    if isinstance(event, OutputRun):
        return len(event.fragments)
    return 2 * len(event.times) if isinstance(event, LockCycles) else 1
