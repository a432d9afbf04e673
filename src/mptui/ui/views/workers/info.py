"""The panes: what the screen begins with."""

from typing import TYPE_CHECKING

from mptui.ui.parts.screens import ViewScreen
from mptui.ui.ui_state import HOME
from mptui.ui.views.view_info import ViewInfo

if TYPE_CHECKING:
    from mptui.ui.views.workers.wall import Wall


def _make(screen: ViewScreen) -> "Wall":
    from mptui.ui.views.workers.wall import Wall

    return Wall(screen)


PANES = ViewInfo(
    HOME,
    "A pane a worker: its tag, name and state, why it is in it, its last lines. Many workers become "
    "tiles, then cells of a map. Below, the objects that they share, and the console that all write "
    "to.",
    _make,
    lists_workers=True,
    opens_objects=True,
)
