"""The footer: the keys that work now, each to be clicked as well."""

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message

from mptui.ui.commands.action import Action, Situation
from mptui.ui.keys.actions import BY_ID, footer_items
from mptui.ui.paint.text import cells
from mptui.ui.parts.painted import Painted, Row
from mptui.ui.ui_state import UiState

LAST = ("help", "quit")
"""Always kept, however narrow it is."""

Item = tuple[tuple[Action, ...], str]


class Footer(Painted):
    """One row of keys with their words; what does not fit is in the help."""

    class Pressed(Message):
        """A key in the footer was clicked."""

        def __init__(self, action_id: str) -> None:
            super().__init__()
            self.action_id = action_id

    def __init__(self, ui: UiState, id: str | None = None) -> None:  # noqa: A002
        super().__init__(ui, id=id)
        self.situation: Situation | None = None
        self._items: list[Item] = []
        self._places: list[tuple[int, int, str]] = []

    def work_out(self, force: bool) -> list[Region] | None:
        """Nothing has changed as long as the same keys work."""
        items = footer_items(self.situation) if self.situation is not None else []
        if items == self._items and not force:
            return []
        self._items = items
        return super().work_out(force)

    def rows(self) -> list[Row]:
        """The keys that fit, in order of use."""
        look, width = self.ui.look, self.size.width
        paper = look.raised
        items = self._fitting(self._items, width - 1)
        row: Row = [Segment(" ", paper)]
        self._places = []
        x = 1
        for actions, label in items:
            for action in actions:
                key = _key(action)
                self._places.append((x, x + cells(key) + 1, action.id))
                row.append(Segment(key + " ", paper + look.accent))
                x += cells(key) + 1
            begin, end, action_id = self._places[-1]
            self._places[-1] = (begin, end + cells(label), action_id)
            row.append(Segment(label + "  ", paper + look.muted))
            x += cells(label) + 2
        return [Segment.adjust_line_length(row, width, paper)]

    def _fitting(self, items: list[Item], width: int) -> list[Item]:
        room = width - sum(_size(item) for item in items if item[0][-1].id in LAST)
        kept = []
        for item in items:
            if item[0][-1].id in LAST:
                kept.append(item)
            elif _size(item) <= room:
                kept.append(item)
                room -= _size(item)
            else:
                room = 0  # keep the order of use: nothing less useful slips in
        return kept

    def _action_at(self, x: int) -> str | None:
        return next((action_id for begin, end, action_id in self._places if begin <= x < end), None)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        action_id = self._action_at(event.x)
        if action_id is not None:
            self.post_message(self.Pressed(action_id))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the pointer does."""
        action_id = self._action_at(event.x)
        self.explain(BY_ID[action_id].tooltip if action_id is not None else "")


def _key(action: Action) -> str:
    return action.written.split(" ", maxsplit=1)[0]


def _size(item: Item) -> int:
    return sum(cells(_key(action)) + 1 for action in item[0]) + cells(item[1]) + 2
