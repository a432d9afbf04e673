"""The face that front ends see. A live run and a replayed trace look the same from above."""

from collections.abc import Collection
from typing import Literal, Protocol, TypeAlias

import msgspec

from mptui.events import Event, KnobValue, Reason, Unblocking

StartMethod: TypeAlias = Literal["fork", "spawn", "forkserver"]
Buffering: TypeAlias = Literal["unbuffered", "line", "block"]
Orphans: TypeAlias = Literal["wait", "end"]

START_METHODS: tuple[StartMethod, ...] = ("fork", "spawn", "forkserver")
ORPHANS: tuple[Orphans, ...] = ("wait", "end")
BUFFERINGS: tuple[Buffering, ...] = ("unbuffered", "line", "block")

KnobName: TypeAlias = Literal["lock", "maxsize", "pace", "pause", "step"]


class RunOptions(msgspec.Struct, frozen=True):
    """What to run and how.

    `start_method` None: the interpreter's own default; `pace` in seconds per operation and fragment; `maxsize` None:
    as the program says; `python` None: the interpreter that runs mptui; `own`: modules and paths that are the program's
    own code besides what is started. `orphans`: what becomes of
    processes that outlive the main one.
    """

    target: str
    args: tuple[str, ...] = ()
    as_module: bool = False
    python: str | None = None
    start_method: StartMethod | None = None
    buffering: Buffering = "line"
    lock: bool = True
    maxsize: int | None = None
    pace: float = 0.0
    orphans: Orphans = "wait"
    own: tuple[str, ...] = ()

    @property
    def knobs(self) -> dict[str, KnobValue]:
        """The knobs as the run begins with them, and as its first events tell them."""
        return {"buffering": self.buffering, "lock": self.lock, "pace": self.pace, "maxsize": self.maxsize}

    def changed(self, **changes: object) -> "RunOptions":
        """These options with some replaced."""
        return msgspec.structs.replace(self, **changes)


class Capabilities(msgspec.Struct, frozen=True):
    """What this session can do: a replay has no processes to signal, help out or restart."""

    knobs: frozenset[KnobName] = msgspec.field(default_factory=frozenset)
    restart: bool = False
    signals: bool = False
    unblock: bool = False
    stacks: bool = False


class Session(Protocol):
    """A source of events and a sink of commands.

    Owned by one thread (the front end's); no method blocks except `wait`, `start` and `close`.
    """

    @property
    def options(self) -> RunOptions:
        """The options of the current run, including knobs turned since."""

    @property
    def capabilities(self) -> Capabilities:
        """Which commands this session can carry out."""

    @property
    def finished(self) -> bool:
        """True once RunFinished has been handed out and nothing more will come."""

    def start(self) -> None:
        """Begin. Raises LaunchError if the program cannot be started; returns when its main process runs."""

    def drain_nowait(self) -> list[Event]:
        """One batch of arrived events, in order; empty when nothing has arrived. Call until empty."""

    def wait(self, timeout: float) -> list[Event]:
        """Like drain_nowait, but waits up to `timeout` seconds for the first event."""

    def turn(self, knob: KnobName, value: KnobValue, object: int | None = None) -> None:  # noqa: A002
        """Turn a knob of the running program.

        lock: bool. pause: bool. pace: seconds >= 0. maxsize: items >= 1, of the queue `object` or of every bounded
        queue. step: the worker that may do one operation while paused.
        The KnobChanged event comes back in order.
        """

    def unblock(self, how: Unblocking, worker: int, object: int | None) -> None:  # noqa: A002
        """Help out a worker that waits in vain for an object. Does not block; an Unblocked event tells once it is done.

        release: it releases the lock, whose taker has ended. end_wait: its wait ends with an error. discard: what is in
        the pipe of the queue is thrown away until the worker can go on. reap: at its next operation it waits for its
        children that have ended.
        """

    def take_stacks(self, workers: Collection[int]) -> None:
        """Ask where the threads of these workers, which wait, are; a StackTaken event tells of each that can be asked.

        Those of their processes' other workers are told, too. Does not block.
        """

    def restart(self, options: RunOptions) -> None:
        """End the run and start anew; RunStarted comes back first. Does not block: a failure comes as ProbeFailed."""

    def signal(self, worker: int, signum: int) -> None:
        """Send a signal to a worker's process. A worker that is gone, or a thread, is left alone."""

    def pass_on(self, signum: int) -> None:
        """A signal that came for the program: SIGINT, SIGQUIT and SIGHUP to its process group, as from its terminal.

        Another goes to its main process alone, and once that has ended, any to all that still runs. Does not block.
        """

    def end_program(self, reason: Reason = "key", waiting: Collection[int] = ()) -> None:
        """End every process of the program now; RunEnded tells the reason, RunFinished follows. Does not block.

        `waiting`: the workers that are known to wait, whose stacks may be taken before.
        """

    def close(self) -> None:
        """End everything: no process is left when this returns."""
