"""The console on the whole screen, and the selected worker's own output."""

from typing import TYPE_CHECKING

from mptui.ui.commands.action import VIEWS, Action, Situation, always
from mptui.ui.commands.moving import toggle
from mptui.ui.parts.screens import KeyScreen, ViewScreen
from mptui.ui.views.objects.info import open_object
from mptui.ui.views.view_info import ViewInfo

if TYPE_CHECKING:
    from mptui.ui.views.output.lines_part import Console, Zoom


def _make_zoom(screen: ViewScreen) -> "Zoom":
    from mptui.ui.views.output.lines_part import Zoom

    return Zoom(screen)


def _make_console(screen: ViewScreen) -> "Console":
    from mptui.ui.views.output.lines_part import Console

    return Console(screen)


def toggle_zoom(screen: KeyScreen) -> None:
    """The selected worker's pane on the whole wall; a selected object's own page."""
    if not open_object(screen):
        screen.toggle_view(ZOOM.id)


def open_selected(screen: KeyScreen) -> None:
    """The picked line's lens, else whatever is selected."""
    if not (screen.lines.select() or screen.view_part.select()):
        toggle_zoom(screen)


def _workers(now: Situation) -> bool:
    return bool(now.state.workers)


ZOOM = ViewInfo(
    "zoom",
    "The selected worker's own output, as far back as it is kept.",
    _make_zoom,
    (
        Action("zoom", ("z",), "z", "Zoom",
               "Show the selected worker, with all its output that is kept, or the selected object on the whole "
               "wall. Press again to go back.",
               VIEWS, toggle_zoom, _workers, "zoom", 8),
        Action("open", ("enter",), "enter", "Open",
               "Open what is selected: the picked line in the lens, the object in full, or the worker's pane "
               "zoomed.",
               VIEWS, open_selected, _workers),
    ),
)  # fmt: skip
CONSOLE = ViewInfo(
    "console",
    "What all workers wrote, in the order in which it came; each piece in its writer's colour, with "
    "the tags of the writers in the margin.",
    _make_console,
    (
        Action("console", ("C",), "C", "Console",
               "Show the console on the whole screen. Press again to go back.",
               VIEWS, toggle("console"), always, "console", 18),
    ),
    hides_objects=True,
    whole_screen=True,
    ages=False,
)  # fmt: skip
