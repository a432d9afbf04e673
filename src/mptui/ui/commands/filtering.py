"""What the keys do about which workers are shown: pages, and those who use an object."""

from mptui.model.worker_filter import EVERYBODY, WorkerFilter, objects_of
from mptui.projections.object_facts import object_of
from mptui.ui.parts.screens import KeyScreen
from mptui.ui.ui_state import HOME, UiState


def workers_back(screen: KeyScreen) -> None:
    """A page of workers back."""
    _page(screen, -1)


def workers_on(screen: KeyScreen) -> None:
    """A page of workers on."""
    _page(screen, 1)


def _page(screen: KeyScreen, step: int) -> None:
    ui = screen.ui
    ui.object = None
    ui.select_place(ui.place + step * screen.workers_on_page)
    screen.selection_moved()


def filter_users(screen: KeyScreen) -> None:
    """The panes of those who hold an object or wait for it, the holder selected; again: everybody."""
    ui = screen.ui
    if ui.filter:
        ui.filter = EVERYBODY
        screen.selection_moved()
        return
    shared = ui.state.objects.get(_object(ui) or 0)
    if shared is None:
        return
    screen.uncover()
    ui.filter = WorkerFilter((("object", shared.name.lower()),))
    ui.object = None
    users = [worker.id for worker in ui.listed if shared.id in objects_of(worker)]
    ui.worker = next((holder for holder in shared.holders if holder in users), users[0] if users else ui.worker)
    if not screen.lists_workers:
        screen.show_view(HOME)
    screen.selection_moved()


def _object(ui: UiState) -> int | None:
    """The selected object, else the selected worker's, else the one for which most wait."""
    objects = ui.state.objects
    if ui.object in objects:
        return ui.object
    found = object_of(ui.state, ui.chosen_worker)
    return found if found is not None else max(objects, key=lambda number: len(objects[number].waits), default=None)
