"""What the keys do about which workers are shown: pages, and those who use an object."""

from typing import TYPE_CHECKING

from mptui.model.worker_filter import EVERYBODY, WorkerFilter, objects_of
from mptui.projections.object_facts import object_of

if TYPE_CHECKING:
    from mptui.ui.main_screen import MainScreen


class FilterCommands:
    """Handlers of the actions that choose among many workers."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._ui = screen.ui

    def workers_back(self) -> None:
        """A page of workers back."""
        self._page(-1)

    def workers_on(self) -> None:
        """A page of workers on."""
        self._page(1)

    def _page(self, step: int) -> None:
        self._ui.object = None
        self._screen.wall.page(step)
        self._screen.selection_moved()

    def filter_users(self) -> None:
        """The panes of those who hold an object or wait for it, the holder selected; again: everybody."""
        ui, screen = self._ui, self._screen
        if ui.filter:
            ui.filter = EVERYBODY
            screen.selection_moved()
            return
        shared = ui.state.objects.get(self._object() or 0)
        if shared is None:
            return
        if screen.note_fills:
            screen.show_note(False)
        ui.filter = WorkerFilter((("object", shared.name.lower()),))
        ui.object = None
        users = [worker.id for worker in ui.listed if shared.id in objects_of(worker)]
        ui.worker = next((holder for holder in shared.holders if holder in users), users[0] if users else ui.worker)
        if ui.stage not in ("panes", "timeline"):
            screen.show_stage("panes")
        screen.selection_moved()

    def _object(self) -> int | None:
        """The selected object, else the selected worker's, else the one for which most wait."""
        ui, objects = self._ui, self._ui.state.objects
        if ui.object in objects:
            return ui.object
        found = object_of(ui.state, ui.chosen_worker)
        return found if found is not None else max(objects, key=lambda number: len(objects[number].waits), default=None)
