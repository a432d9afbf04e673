"""The workers that the wall shows: all, or those that the filter lets through, without anybody jumping about."""

from typing import TYPE_CHECKING

from mptui.model.state import Worker
from mptui.model.worker_filter import EVERYBODY

if TYPE_CHECKING:
    from mptui.ui.ui_state import UiState

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

    def workers(self, ui: "UiState") -> list[Worker]:
        """Who is listed now, in order of appearance."""
        if not ui.filter:
            self._filter = ui.filter
            return ui.workers
        if self._stale(ui):
            self._look(ui)
        known = ui.state.workers
        return [known[number] for number in self._ids if number in known]

    def forget(self) -> None:
        """Another run."""
        self._filter = EVERYBODY

    def _stale(self, ui: "UiState") -> bool:
        if ui.filter != self._filter:
            return True
        if ui.state.version == self._version:
            return False
        return ui.state.finished or not 0 <= ui.engine.now - self._looked < LOOK_NS

    def _look(self, ui: "UiState") -> None:
        found = {worker.id for worker in ui.filter.matches(ui.state, ui.tags)}
        if ui.filter == self._filter and ui.worker in self._ids and ui.worker in ui.state.workers:
            found.add(ui.worker)
        self._ids = [number for number in ui.state.workers if number in found]
        self._filter, self._version, self._looked = ui.filter, ui.state.version, ui.engine.now
