"""What the keys do to the views of objects."""

from typing import TYPE_CHECKING

from mptui.projections.object_facts import object_of

if TYPE_CHECKING:
    from mptui.ui.main_screen import MainScreen
    from mptui.ui.ui_state import Stage

FAR = 1_000_000
"""Rows from one end of any list to the other."""


class ObjectCommands:
    """Handlers of the actions on objects, and what arrows and escape mean in their views."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._ui = screen.ui
        self._from: Stage = "panes"

    def toggle_objects(self) -> None:
        """The table of objects, at the selected worker's own if it waits for one or holds one."""
        if self._ui.stage in ("objects", "object"):
            self._screen.show_stage("panes")
            return
        if self._screen.note_fills:
            self._screen.show_note(False)
        if self._ui.object not in self._ui.state.objects:
            first = next(iter(self._screen.table.listed()), None)
            found = object_of(self._ui.state, self._ui.chosen_worker)
            self._ui.object = found if found is not None else first
        self._screen.show_stage("objects")

    def open_object(self) -> bool:
        """The selected object's own page; False when none is selected, or another view has the key."""
        if self._ui.object not in self._ui.state.objects or self._ui.stage not in ("panes", "objects"):
            return False
        self._from = self._ui.stage
        self._screen.detail.open()
        self._screen.show_stage("object")
        return True

    def sort_objects(self) -> None:
        """Sort by the next column."""
        self._screen.table.sort_next()

    def reverse_objects(self) -> None:
        """The other way round."""
        self._screen.table.sort_by(self._screen.table.column)

    def move(self, lines: int = 0, pages: int = 0) -> bool:
        """What an arrow or a page key does in the views of objects; False in the others."""
        if self._ui.stage == "objects":
            self._screen.table.move(lines + pages * max(self._screen.table.size.height - 3, 1))
            self._screen.selection_moved()
        elif self._ui.stage == "object":
            if lines:
                self._screen.detail.scroll_lines(lines)
            self._screen.detail.scroll_pages(pages)
        return self._ui.stage in ("objects", "object")

    def leave(self) -> bool:
        """One step out of the views of objects; False in the others."""
        if self._ui.stage == "object":
            self._screen.show_stage(self._from)
            return True
        if self._ui.stage == "objects":
            self._screen.show_stage("panes")
            return True
        return False
