"""The workers that are listed: all, or those that the filter lets through, without anybody jumping about."""

from mptui.model.state import RunState
from mptui.model.worker_filter import EVERYBODY, WorkerFilter

LOOK_NS = 500_000_000
"""How long the wall stands still before states are looked at again, in ns: workers block and go on a thousand times
a second, and a pane that comes and goes as fast cannot be read."""

MANY = 100
"""Workers from which on those that run come first."""


class Listing:
    """Looks at all workers when the filter is another one, and at most twice a second after that.

    The selected worker stays where it is while it is selected, also when the filter does not hold for it any more.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._filter = EVERYBODY
        self._version = -1
        self._looked = 0

    def ids(self, state: RunState, now: int, wanted: WorkerFilter, selected: int | None) -> list[int]:
        """Who is listed at `now` ns, in order of appearance; of more than MANY, those that run first.

        `selected` is a worker's id.
        """
        if not wanted and len(state.workers) <= MANY:
            self._filter = wanted
            return list(state.workers)
        if not wanted:
            return self._living_first(state, now)
        if self._stale(state, now, wanted):
            found = {worker.id for worker in wanted.matches(state)}
            if wanted == self._filter and selected in self._ids and selected in state.workers:
                found.add(selected)
            self._ids = [number for number in state.workers if number in found]
            self._filter, self._version, self._looked = wanted, state.version, now
        return [number for number in self._ids if number in state.workers]

    def _living_first(self, state: RunState, now: int) -> list[int]:
        """Of very many workers those that run come first; who came since the last look comes last until the next."""
        looked = self._ids and all(number in state.workers for number in self._ids)
        if not looked or self._stale(state, now, EVERYBODY):
            self._ids = sorted(state.workers, key=lambda number: state.workers[number].state.ended)
            self._filter, self._version, self._looked = EVERYBODY, state.version, now
        known = set(self._ids)
        return [*self._ids, *(number for number in state.workers if number not in known)]

    def forget(self) -> None:
        """Another run."""
        self._filter = EVERYBODY

    def _stale(self, state: RunState, now: int, wanted: WorkerFilter) -> bool:
        if wanted != self._filter:
            return True
        if state.version == self._version:
            return False
        return state.finished or not 0 <= now - self._looked < LOOK_NS
