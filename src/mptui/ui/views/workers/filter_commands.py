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
        self._view = screen.view

    def workers_back(self) -> None:
        """A page of workers back."""
        self._page(-1)

    def workers_on(self) -> None:
        """A page of workers on."""
        self._page(1)

    def _page(self, step: int) -> None:
        self._view.object = None
        self._screen.wall.page(step)
        self._screen.selection_moved()

    def filter_users(self) -> None:
        """The panes of those who hold an object or wait for it, the holder selected; again: everybody."""
        view, screen = self._view, self._screen
        if view.filter:
            view.filter = EVERYBODY
            screen.selection_moved()
            return
        shared = view.state.objects.get(self._object() or 0)
        if shared is None:
            return
        if screen.note_fills:
            screen.show_note(False)
        view.filter = WorkerFilter((("object", shared.name.lower()),))
        view.object = None
        users = [worker.id for worker in view.listed if shared.id in objects_of(worker)]
        view.worker = next((holder for holder in shared.holders if holder in users), users[0] if users else view.worker)
        if view.stage not in ("panes", "timeline"):
            screen.show_stage("panes")
        screen.selection_moved()

    def _object(self) -> int | None:
        """The selected object, else the selected worker's, else the one for which most wait."""
        view, objects = self._view, self._view.state.objects
        if view.object in objects:
            return view.object
        found = object_of(view.state, view.chosen_worker)
        return found if found is not None else max(objects, key=lambda number: len(objects[number].waits), default=None)
