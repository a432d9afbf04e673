"""What the keys do to the timeline and the graph: move its cursor, zoom and pan in time, scroll."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mptui.ui.main_screen import MainScreen


class TimeCommands:
    """Handlers of the actions on time, and what arrows and page keys mean in these two views."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._ui = screen.ui

    @property
    def _stage(self) -> str:
        """The view that the keys go to; none of them while the note hides it."""
        return "" if self._screen.note_fills else self._ui.stage

    def time_longer(self) -> None:
        """Longer cells."""
        self._zoom(1)

    def time_shorter(self) -> None:
        """Shorter cells."""
        self._zoom(-1)

    def _zoom(self, step: int) -> None:
        if not self._screen.timeline.zoom(step):
            self._screen.say("this is as far as the timeline zooms")

    def time_whole(self) -> None:
        """The whole run."""
        self._screen.timeline.fit()

    def time_back(self) -> None:
        """A quarter of the window back."""
        self._screen.timeline.pan(-1)

    def time_on(self) -> None:
        """A quarter of the window on."""
        self._screen.timeline.pan(1)

    def arrow(self, step: int) -> bool:
        """What left (-1) and right (1) do in the timeline; False in other views."""
        if self._stage != "timeline":
            return False
        self._screen.timeline.move_cursor(step)
        return True

    def page(self, step: int) -> bool:
        """A page of workers in the timeline, of rows in the graph; False in other views."""
        if self._stage == "graph":
            self._screen.graph.scroll_pages(step)
        elif self._stage == "timeline":
            self._screen.timeline.turn_page(step)
            self._screen.selection_moved()
        else:
            return False
        return True

    def far(self, step: int) -> bool:
        """To the first moment or row (-1), or to the last (1), which the timeline follows; False in other views."""
        if self._stage == "graph":
            self._screen.graph.scroll_far(step)
        elif self._stage == "timeline":
            self._screen.timeline.go_start() if step < 0 else self._screen.timeline.follow()
        else:
            return False
        return True
