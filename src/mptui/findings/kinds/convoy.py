"""convoy: workers spend most of their time in the queue for one lock, which is held nearly all the time."""

import msgspec

from mptui.findings.finding import Finding
from mptui.findings.words import at, listed, name_of, places
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject
from mptui.model.uses import is_exclusive
from mptui.model.waits import Wait

KIND = "convoy"
WINDOW_NS = 2_000_000_000
"""How long a lock is watched before that is told, in ns."""
FEWEST_WORKERS = 3
FEWEST_TURNS = 20
"""How often it has to be taken in a window: all get on, though slowly."""
WAITED, HELD = 0.6, 0.9
"""Shares of the window: that the workers wait for it on the average, and that somebody holds it."""
MOST_WATCHED = 100
"""Locks that are watched at a time."""
_ADVICE = "Do less under the lock, take it less often, or let each worker collect what it has and hand it over at once."


class _Window(msgspec.Struct, frozen=True):
    """A lock from `start` ns on, as it was then; `workers`: those that were seen to wait for it or to hold it since."""

    start: int
    waited: int
    held: int
    taken: int
    workers: frozenset[int] = frozenset()
    where: tuple[str, ...] = ()


class Convoys:
    """The locks that workers queue for, and the findings that hold."""

    def __init__(self) -> None:
        self._windows: dict[int, _Window] = {}
        self._found: dict[int, Finding] = {}

    def copy(self) -> "Convoys":
        """The same, to go on by itself."""
        copied = Convoys()
        copied._windows, copied._found = self._windows.copy(), self._found.copy()
        return copied

    def look(self, state: RunState, now: int) -> list[Finding]:
        """The findings at `now` ns. What is told of a lock stays as it was when it began."""
        now = max(now, state.now)
        queues = _queues(state)
        for number in [*self._windows, *(item for item in queues if item not in self._windows)]:
            shared = state.objects.get(number)
            if shared is None or state.paused or not is_exclusive(shared):
                self._windows.pop(number, None)
                self._found.pop(number, None)
            else:
                self._watch(state, shared, queues.get(number, ()), now)
        return list(self._found.values())

    def _watch(self, state: RunState, shared: SharedObject, queue: tuple[Wait, ...], now: int) -> None:
        window = self._windows.get(shared.id)
        if window is not None:
            workers = window.workers | {wait.worker for wait in queue} | set(shared.holders)
            where = window.where or places(*(wait.where for wait in queue))
            window = self._windows[shared.id] = msgspec.structs.replace(window, workers=workers, where=where)
            if now - window.start < WINDOW_NS:
                return
            del self._windows[shared.id]
            if not _is_convoy(window, shared, now):
                self._found.pop(shared.id, None)
            elif shared.id not in self._found:
                self._found[shared.id] = _finding(state, shared, window, now)
        is_queue = len(queue) >= FEWEST_WORKERS - 1 and len(self._windows) < MOST_WATCHED
        if is_queue or shared.id in self._found:
            waited, held = _times(shared, now)
            self._windows[shared.id] = _Window(now, waited, held, shared.acquires)


def _queues(state: RunState) -> dict[int, tuple[Wait, ...]]:
    """By lock, who waits for it."""
    waits: dict[int, tuple[Wait, ...]] = {}
    if state.count_by_state[WorkerState.BLOCKED] < FEWEST_WORKERS - 1:
        return waits
    for worker in state.workers.values():
        wait = worker.wait
        if wait is not None and wait.op == "acquire" and wait.object is not None:
            waits[wait.object] = (*waits.get(wait.object, ()), wait)
    return waits


def _times(shared: SharedObject, now: int) -> tuple[int, int]:
    """How long it has been waited for and held in all, with what still goes on, in ns."""
    waited = sum(now - wait.since for wait in shared.waiting_for("acquire"))
    held = now - shared.takes[0].since if shared.takes else 0
    return shared.waited + waited, shared.held + held


def _is_convoy(window: _Window, shared: SharedObject, now: int) -> bool:
    waited, held = _times(shared, now)
    span, count = now - window.start, len(window.workers)
    return (
        span < 2 * WINDOW_NS  # nobody looks while nothing happens
        and count >= FEWEST_WORKERS
        and shared.acquires - window.taken >= FEWEST_TURNS
        and waited - window.waited >= WAITED * span * count
        and held - window.held >= HELD * span
    )


def _finding(state: RunState, shared: SharedObject, window: _Window, now: int) -> Finding:
    waited, held = _times(shared, now)
    workers, span = sorted(window.workers), now - window.start
    share = round(100 * (waited - window.waited) / span / len(workers))
    busy = min(round(100 * (held - window.held) / span), 100)
    where = places(*window.where, shared.takes[0].where if shared.takes else "")
    return Finding(
        KIND,
        "suspected",
        tuple(workers),
        (shared.id,),
        where,
        window.start,
        f"{len(workers)} workers spend {share} % of their time waiting for {shared.label}",
        f"{listed([name_of(state, worker) for worker in workers])} spend {share} % of their time waiting for "
        f"{shared.label}{at(next(iter(where), ''))}, which is held {busy} % of the time.",
        _ADVICE,
    )
