"""lock-order: workers took locks in opposite orders; it went well, and at another moment they wait for each other."""

from collections.abc import Iterable, Iterator, Sequence

from mptui.findings.finding import Finding
from mptui.findings.kinds import deadlock
from mptui.findings.words import at, listed, name_of, places
from mptui.model.lock_order import Moment
from mptui.model.state import RunState
from mptui.model.uses import is_exclusive

KIND = "lock-order"
LONGEST = 6
"""Locks of a circle that is looked for."""
MOST_STEPS = 5000
"""Steps of one search; a run with more moments than that has circles that are not found."""
MOST_FOUND = 50
"""Circles of a run that are told."""
_ADVICE = "Take the locks in the same order everywhere, or take them with a timeout and start over."


class LockOrders:
    """The circles that a run has shown: once seen, they are told to its end."""

    def __init__(self) -> None:
        self._seen = 0
        self._found: dict[frozenset[int], Finding] = {}

    def copy(self) -> "LockOrders":
        """The same, to go on by itself."""
        copied = LockOrders()
        copied._seen, copied._found = self._seen, self._found.copy()
        return copied

    def look(self, state: RunState, others: Iterable[Finding]) -> list[Finding]:
        """The findings, without those whose locks are in a deadlock among `others`: that says more."""
        if state.lock_order.changes != self._seen:
            self._seen = state.lock_order.changes
            for circle in _circles(state, set(self._found)):
                self._found[frozenset(moment.held for moment in circle)] = _finding(state, circle)
        if not self._found:
            return []
        stuck = [frozenset(finding.objects) for finding in others if finding.kind == deadlock.KIND]
        return [
            finding
            for locks, finding in self._found.items()
            if not any(locks <= together for together in stuck) and _are_locks(state, locks)
        ]


def _are_locks(state: RunState, numbers: Iterable[int]) -> bool:
    return all(item not in state.objects or is_exclusive(state.objects[item]) for item in numbers)


def _circles(state: RunState, known: set[frozenset[int]]) -> Iterator[list[Moment]]:
    """For each set of locks that is not known yet, moments of different workers that could be at the same time.

    In each the worker holds one lock and takes the next; the first is the lock that was made first.
    """
    after: dict[int, list[Moment]] = {}
    for moment in state.lock_order:
        if {moment.held, moment.wanted} <= state.objects.keys() and _are_locks(state, (moment.held, moment.wanted)):
            after.setdefault(moment.held, []).append(moment)
    steps = MOST_STEPS
    for first in sorted(after):
        paths = [[moment] for moment in after[first]]
        while paths and steps and len(known) < MOST_FOUND:
            path = paths.pop()
            for moment in after.get(path[-1].wanted, ()):
                steps -= 1
                if steps <= 0:
                    return
                if moment.held <= first or any(_excludes(moment, other) for other in path):
                    continue
                if moment.wanted != first and len(path) < LONGEST - 1:
                    paths.append([*path, moment])
                locks = frozenset((*(one.held for one in path), moment.held))
                if moment.wanted == first and locks not in known:
                    known.add(locks)
                    yield [*path, moment]


def _excludes(one: Moment, other: Moment) -> bool:
    return one.worker == other.worker or one.apart_from(other)


def _finding(state: RunState, circle: Sequence[Moment]) -> Finding:
    names = [name_of(state, moment.worker) for moment in circle]
    locks = [state.objects[moment.held].label for moment in circle]
    lock_of = {moment.held: name for moment, name in zip(circle, locks, strict=True)}
    steps = [
        f"{name} held {lock_of[one.held]} (taken{at(one.held_where)}) and took {lock_of[one.wanted]}{at(one.where)}"
        for name, one in zip(names, circle, strict=True)
    ]
    orders = "in opposite orders" if len(circle) == 2 else "in orders that make a circle"
    told = f"{listed(names)} take {listed(locks)} {orders}"
    return Finding(
        KIND,
        "potential",
        tuple(moment.worker for moment in circle),
        tuple(moment.held for moment in circle),
        places(*(where for moment in circle for where in (moment.held_where, moment.where))),
        max(moment.t for moment in circle),
        told,
        f"{told}: {'; '.join(steps)}. It went well this time; at another moment they would wait for each other.",
        _ADVICE,
    )
