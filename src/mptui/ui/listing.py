"""The workers that are listed: all, or those that the filter lets through, without anybody jumping about."""

from collections.abc import Callable

from mptui.model.state import RunState
from mptui.model.worker_filter import EVERYBODY, WorkerFilter

LOOK_NS = 500_000_000
"""How long the wall stands still before states are looked at again, in ns: workers block and go on a thousand times
a second, and a pane that comes and goes as fast cannot be read."""


class Listing:
    """Looks at all workers when the filter is another one, and at most twice a second after that.

    The selected worker stays where it is while it is selected, also when the filter does not hold for it any more.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._filter = EVERYBODY
        self._version = -1
        self._looked = 0

    def ids(
        self, state: RunState, now: int, wanted: WorkerFilter, selected: int | None, tags: Callable[[], dict[int, str]]
    ) -> list[int]:
        """Who is listed at `now` ns, in order of appearance. `selected` is a worker's id; `tags` gives everybody's."""
        if not wanted:
            self._filter = wanted
            return list(state.workers)
        if self._stale(state, now, wanted):
            found = {worker.id for worker in wanted.matches(state, tags())}
            if wanted == self._filter and selected in self._ids and selected in state.workers:
                found.add(selected)
            self._ids = [number for number in state.workers if number in found]
            self._filter, self._version, self._looked = wanted, state.version, now
        return [number for number in self._ids if number in state.workers]

    def forget(self) -> None:
        """Another run."""
        self._filter = EVERYBODY

    def _stale(self, state: RunState, now: int, wanted: WorkerFilter) -> bool:
        if wanted != self._filter:
            return True
        if state.version == self._version:
            return False
        return state.finished or not 0 <= now - self._looked < LOOK_NS
