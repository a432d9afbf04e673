"""A line of output under a lens."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from mptui.projections.line_writes import Lens
from mptui.ui.dialogs import DIALOG_CSS
from mptui.ui.parts.painted import Row, Scrolled
from mptui.ui.ui_state import UiState
from mptui.ui.views.output.lens_paint import lens_rows

FRAME = 6
"""Rows of the screen that the dialog leaves free or needs for itself."""


class LensRows(Scrolled):
    """The rows of the lens from the `top`th on."""

    def __init__(self, ui: UiState, lens: Lens) -> None:
        super().__init__(ui, id="lens-rows")
        self._lens = lens
        self.top = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's)
        """As many rows as there are, if the screen has them."""
        return min(len(lens_rows(self.ui, self._lens, width)), max(viewport.height - FRAME, 1))

    def rows(self) -> list[Row]:
        """What fits."""
        rows = lens_rows(self.ui, self._lens, self.size.width)
        self.top = max(min(self.top, len(rows) - self.size.height), 0)
        below = len(rows) - self.top - self.size.height
        shown = rows[self.top : self.top + self.size.height]
        self.screen.query_one("#lens-more", Static).update(
            "esc: back" + (f"      ↓ j: {below} rows below" if below > 0 else "")
        )
        return shown

    def scroll_lines(self, rows: int) -> None:
        """Move down (or up)."""
        self.top += rows
        self.update()


class LensScreen(ModalScreen[None]):
    """Shows one line as it was when the lens was taken out."""

    CSS_PATH = DIALOG_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("enter", "leave", "back"),
        ("L", "leave", "back"),
        ("q", "leave", "back"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
        ("pagedown", "scroll(10)", "on"),
        ("pageup", "scroll(-10)", "back"),
        ("home", "scroll(-10000)", "start"),
        ("end", "scroll(10000)", "end"),
    ]

    def __init__(self, ui: UiState, lens: Lens) -> None:
        super().__init__()
        self._rows = LensRows(ui, lens)

    def compose(self) -> ComposeResult:
        """The rows, and the way back."""
        with Vertical(classes="dialog"):
            yield self._rows
            yield Static("esc: back", id="lens-more", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Paint once the size is known."""
        self.call_after_refresh(self._rows.update, True)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self._rows.scroll_lines(rows)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
