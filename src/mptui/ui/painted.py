"""A widget whose rows are worked out by its owner's frame and painted only when they differ from the last ones."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from mptui.ui.view import View

Row = list[Segment]


class Painted(Widget):
    """Override `rows`: what to show on the widget's present size, top to bottom."""

    ALLOW_SELECT = False

    def __init__(self, view: View, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.view = view
        self._shown: list[Row] = []
        self._explained = ""

    def rows(self) -> list[Row]:
        """The rows to paint; shorter ones are filled up, missing ones stay empty."""
        raise NotImplementedError

    def update(self, force: bool = False) -> None:
        """Work out the rows anew, and repaint if they changed."""
        new = self.rows()
        if force or new != self._shown:
            self._shown = new
            self.refresh()

    def explain(self, text: str) -> None:
        """Show `text` beside the pointer while it rests, as plain text; nothing when empty."""
        if text != self._explained:
            self._explained = text
            self.tooltip = Content(text) if text else None

    def on_resize(self) -> None:
        """The room changed."""
        self.update(force=True)

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = self._shown[y] if y < len(self._shown) else []
        return Strip(row).adjust_cell_length(self.size.width, self.view.look.ground)
