"""The views that there are by now, and which of them is open. Each comes to be when it is first asked for.

Importing, styling and mounting all of them would take as long as all else that happens before the first paint.
"""

from collections.abc import Callable
from typing import Any, cast

from mptui.ui.parts.key_part import KeyPart
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.ui_state import HOME
from mptui.ui.views.all_views import BY_ID
from mptui.ui.views.view_info import P, ViewInfo
from mptui.ui.views.view_part import ViewPart


class OpenViews(KeyPart):
    """`made`: the views that there are, by id. `mount` puts a new one on the screen.

    `info` describes the open view; `came_from` is the id of the one before.
    """

    def __init__(self, screen: ViewScreen, mount: Callable[[ViewInfo[Any], ViewPart], None]) -> None:
        self._screen = screen
        self._mount = mount
        self.made: dict[str, ViewPart] = {}
        self.came_from = HOME

    @property
    def info(self) -> ViewInfo[Any]:
        """What the open view is."""
        return BY_ID[self._screen.ui.view]

    @property
    def open(self) -> ViewPart:
        """The open view."""
        part: ViewPart = self.part(self.info)
        return part

    @property
    def ageing(self) -> list[ViewPart]:
        """The views that there are and that tell how long something has lasted."""
        return [part for view, part in self.made.items() if BY_ID[view].ages]

    def part(self, info: ViewInfo[P]) -> P:
        """A view, made and mounted if it is not there yet."""
        known = self.made.get(info.id)
        if known is not None:
            return cast("P", known)
        found = info.make(self._screen)
        self.made[info.id] = found
        self._mount(info, found)
        found.made()
        return found

    def show(self, view: str) -> None:
        """Open a view by its id."""
        ui = self._screen.ui
        if view != ui.view:
            self.came_from = ui.view
        ui.view = view
        self.open.opened()

    def toggled(self, view: str) -> str:
        """The view to which the key of `view` leads."""
        return HOME if view in (self.info.id, self.info.closed_by) else view

    def leave(self) -> bool:
        """Back to the first of the views."""
        if self._screen.ui.view == HOME:
            return False
        self._screen.show_view(HOME)
        return True
