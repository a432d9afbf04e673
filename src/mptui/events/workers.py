"""What becomes of workers and their processes."""

from typing import Any, ClassVar

from mptui.events.base import EndedBy, Event, Flavor


class WorkerCreated(Event, frozen=True, gc=False):
    """A Process or Thread object was made; its process or thread does not exist yet. `parent` made it."""

    KIND: ClassVar[str] = "worker_created"

    name: str
    flavor: Flavor
    parent: int | None


class WorkerFound(Event, frozen=True, gc=False):
    """The trace began after the worker was made: `found` is what was known of it by then (see model.so_far)."""

    KIND: ClassVar[str] = "worker_found"

    found: dict[str, Any]


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


class HandlerInstalled(Event, frozen=True, gc=False):
    """The program gave signal `signum` a handler in the process `worker`: its main thread may do something at any time.

    Told of the first handler of each signal in a process; a forked one has its parent's besides, and does not tell.
    """

    KIND: ClassVar[str] = "handler_installed"

    signum: int


class LibraryThreads(Event, frozen=True, gc=False):
    """In the process `worker` live `count` threads of libraries: no workers, but they may run its code, or end it."""

    KIND: ClassVar[str] = "library_threads"

    count: int


class Forked(Event, frozen=True, gc=False):
    """The process `worker` has forked without multiprocessing; or is the `child` that came of that, as it says itself.

    Of both it may be told first. Of PROGRAM: a program runs that another, which has ended, left in the background; or,
    `child`, it has ended, too.
    """

    KIND: ClassVar[str] = "forked"

    child: bool = False


class StackTaken(Event, frozen=True, gc=False):
    """Where the thread of `worker` is: mptui has asked its process. `frames`: "file:line" and the function of each.

    The most recent call is last, as in a traceback. Frames of mptui's own code are left out.
    """

    KIND: ClassVar[str] = "stack_taken"

    frames: tuple[tuple[str, str], ...]
