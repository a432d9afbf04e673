"""The strip of objects: locks with holder and waiters, queues with a bar of depth, pipes with what is in flight."""

from rich.segment import Segment
from textual import events
from textual.message import Message

from mptui.model.state import SharedObject
from mptui.projections.wording import object_text
from mptui.ui.paint.text import cells, fit, plain
from mptui.ui.parts.key_part import KeyPart
from mptui.ui.parts.painted import Painted, Row, heading
from mptui.ui.parts.screens import ViewScreen

NAME_WIDTH = 16
TYPE_WIDTH = 9


class Objects(Painted, KeyPart):
    """A row an object, those of the program itself first; scrolls so that the selected one is visible."""

    class Chosen(Message):
        """An object was clicked; `again` if it was the selected one already."""

        def __init__(self, object_id: int, again: bool) -> None:
            super().__init__()
            self.object_id = object_id
            self.again = again

    def __init__(self, screen: ViewScreen, id: str) -> None:  # noqa: A002
        super().__init__(screen.ui, id=id)
        self._main = screen
        self._first = 0

    def rows(self) -> list[Row]:
        """A heading, then as many objects as fit."""
        look, height = self.ui.look, self.size.height
        found = self.ui.objects
        room = max(height - 1, 1)
        place = next((at for at, shared in enumerate(found) if shared.id == self.ui.object), None)
        if place is not None:
            self._first = min(max(self._first, place - room + 1), place)
        self._first = max(min(self._first, len(found) - room), 0)
        shown = found[self._first : self._first + room]
        count = f" {self._first + 1} to {self._first + len(shown)} of {len(found)}" if len(found) > room else ""
        rows = [heading(self, "objects", count)] if height > 1 else []
        if not found:
            rows.append([Segment("  no locks, queues or pipes yet", look.ground + look.muted)])
        rows.extend(self._row(shared) for shared in shown)
        return rows

    def _row(self, shared: SharedObject) -> Row:
        look, width = self.ui.look, self.size.width
        chosen = shared.id == self.ui.object
        paper = look.chosen if chosen else look.ground
        parts, counts = object_text(self.ui.state, shared)
        names = NAME_WIDTH if width >= 60 else 8
        kinds = TYPE_WIDTH if width >= 60 else 0
        lead = f" {fit(plain(shared.label), names)} "
        row = [Segment(lead, paper + look.strong)]
        if kinds:
            row.append(Segment(fit(plain(shared.type), kinds) + "  ", paper + look.muted))
        row += [
            Segment(plain(text), paper + (self.ui.wait_ink(shared) if waiting else look.text))
            for text, waiting in parts
        ]
        room = width - sum(cells(segment.text) for segment in row) - 1
        while counts and room < len(counts) + 2:
            counts = counts.partition(" · ")[2]
        if counts:
            row.append(Segment(" " * (room - len(counts)) + counts + " ", paper + look.muted))
        return Segment.adjust_line_length(row, width, paper)

    def on_click(self, event: events.Click) -> None:
        """Select the object under the pointer."""
        index = self._first + event.y - (1 if self.size.height > 1 else 0)
        found = self.ui.objects
        if event.y >= (1 if self.size.height > 1 else 0) and 0 <= index < len(found):
            self.post_message(self.Chosen(found[index].id, again=found[index].id == self.ui.object))

    def move(self, dx: int, dy: int) -> bool:
        """Move the selection, if it is here; above the first object it goes back to the workers."""
        if self.ui.object is None:
            return False
        if not self.ui.step_object(dx or dy) and dy < 0:
            self.ui.object = None
        self._main.selection_moved()
        return True

    def leave(self) -> bool:
        """The workers have the selection again."""
        if self.ui.object is None:
            return False
        self.ui.object = None
        self._main.selection_moved()
        return True
