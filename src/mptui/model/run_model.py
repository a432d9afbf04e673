"""One run as it is known: its state, and what follows it event by event. Whatever reads events has one."""

from typing import NamedTuple, Protocol

from mptui.events import Event, ObjectFound, RecordingStarted, RunEnded, RunFinished, RunStarted, WorkerFound
from mptui.model.apply import apply
from mptui.model.history import History
from mptui.model.observed import Observed
from mptui.model.state import RETAIN, Operation, RunState


class Change(NamedTuple):
    """What an event changed: ids of workers and objects, and the operation that it finished. Output changes none."""

    workers: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    operation: Operation | None = None


_NOTHING = Change()
_BOUNDS = frozenset({RunStarted, RecordingStarted, RunEnded, RunFinished})
"""Events at which a watcher begins, or looks for the last time."""
_FOUND = frozenset({WorkerFound, ObjectFound})
"""Events before which nobody looks: a part of the run is not known yet."""


class Watcher(Protocol):
    """Looks at the state from time to time; `due`: from when on it wants to, in ns of the run."""

    due: int

    def begin(self, at: int = 0) -> None:
        """Another run begins, or what is known of one, at so many ns of the run."""

    def look(self, state: RunState, now: int, *, last: bool = False) -> None:
        """Look at the state as it is at `now` ns; `last`: what changes from now on is mptui's doing."""

    def copy(self) -> "Watcher":
        """The same, to go on by itself."""


class RunModel:
    """Owns the state and its followers; `apply` is the only way in.

    `counting`: keep statistics of objects, which about doubles what an operation costs; `history`: keep the past, for
    a timeline; `observed`: what a lesson's conditions ask for beyond the state, None where nobody asks; `watcher`: what
    looks at the state before an event changes it, once it is due; `retain`: how many objects that are not in use, and
    workers that have ended, are kept before they are folded away.
    """

    def __init__(
        self,
        *,
        counting: bool = False,
        history: bool = False,
        observed: Observed | None = None,
        watcher: Watcher | None = None,
        retain: int = RETAIN,
    ) -> None:
        self.state = RunState(counting=counting, retain=retain)
        self.history = History() if history else None
        self.observed = observed
        self.watcher = watcher

    def apply(self, event: Event) -> Change:
        """Take in what happened. Total: what is impossible becomes an Anomaly of the state, never an exception."""
        state = self.state
        kind = type(event)
        if self.watcher is not None and (event.t >= self.watcher.due or kind in _BOUNDS) and kind not in _FOUND:
            self._have_looked(self.watcher, event)
        apply(state, event)
        if state.changed_workers or state.changed_objects:
            workers, objects = state.changed_workers, state.changed_objects
            change = Change(_each_once(workers), _each_once(objects), state.finished_operation)
        elif state.finished_operation is not None:
            change = Change(operation=state.finished_operation)
        else:
            change = _NOTHING
        if self.observed is not None:
            self.observed.follow(state, event)
        if self.history is not None:
            self.history.follow(state, event, change.workers, change.objects)
        return change

    def _have_looked(self, watcher: Watcher, event: Event) -> None:
        if isinstance(event, RecordingStarted):
            watcher.begin(event.t)
            return
        if event.t >= watcher.due:
            watcher.look(self.state, event.t)
        if isinstance(event, RunStarted):
            watcher.begin()
        elif type(event) in _BOUNDS:
            watcher.look(self.state, event.t, last=True)

    def copy(self) -> "RunModel":
        """The run as it is now; what happens to one of the two does not show in the other."""
        copied = RunModel()
        copied.state = self.state.copy()
        copied.history = self.history.copy() if self.history is not None else None
        copied.observed = self.observed.copy() if self.observed is not None else None
        copied.watcher = self.watcher.copy() if self.watcher is not None else None
        return copied


def _each_once(ids: list[int]) -> tuple[int, ...]:
    return tuple(ids) if len(ids) < 2 else tuple(dict.fromkeys(ids))
