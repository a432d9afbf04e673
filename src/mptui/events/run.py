"""The run as a whole, what the user does to it, and what goes wrong."""

from typing import Any, ClassVar

from mptui.events.base import Error, Event, KnobValue, Reason, Unblocking


class RunStarted(Event, frozen=True, gc=False):
    """A run begins: whoever keeps a state starts a new one. First event of every run, also after a restart."""

    KIND: ClassVar[str] = "run_started"

    program: str
    argv: tuple[str, ...]
    start_method: str
    python: str
    platform: str


class RecordingStarted(Event, frozen=True, gc=False):
    """The trace begins here, in the middle of the run: `run` is what was known of it by then (see model.so_far)."""

    KIND: ClassVar[str] = "recording_started"

    run: dict[str, Any]


class RecordingEnded(Event, frozen=True, gc=False):
    """mptui records no more from here on: the user wanted no more, or it ended."""

    KIND: ClassVar[str] = "recording_ended"


class KnobChanged(Event, frozen=True, gc=False):
    """Somebody turned a knob; `object` names the one queue it acts on, None all."""

    KIND: ClassVar[str] = "knob_changed"

    knob: str
    value: KnobValue
    object: int | None = None


class Unblocked(Event, frozen=True, gc=False):
    """The user had mptui help out `worker`, which waited in vain: what it does next is not the program's own doing.

    `how`: release (it released `object`, whose taker has ended), end_wait (its wait for `object` ended with an error),
    discard (mptui reads what is in the pipe of the queue `object` and throws it away), reap (it waited for its children
    that have ended).
    """

    KIND: ClassVar[str] = "unblocked"

    how: Unblocking
    object: int | None = None


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
