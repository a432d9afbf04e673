"""A dialog with a list, to be moved through with the arrows or by letters."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mptui.ui.dialogs import DIALOG_CSS

_T = TypeVar("_T")
WIDEST = 100
"""Cells of the widest dialog, as in the stylesheet."""
AROUND = 8
"""Cells that padding and scroll bar take."""


class Picker(ModalScreen[_T]):
    """Closes with what was picked, or None. Override `options`."""

    CSS_PATH = DIALOG_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("q", "leave", "back"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
    ]

    def __init__(self, heading: str, keys: str, tall: bool = False) -> None:
        super().__init__()
        self._heading = heading
        self._keys = keys
        self._tall = tall

    def options(self) -> Iterable[Option]:
        """What there is to pick from."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """Cells for the text of an option."""
        return max(min(self.app.size.width * 92 // 100, WIDEST) - AROUND, 20)

    @property
    def listed(self) -> OptionList:
        """The list."""
        return self.query_one(OptionList)

    def compose(self) -> ComposeResult:
        """A heading, the list, and the keys."""
        with Vertical(classes="dialog tall" if self._tall else "dialog"):
            yield Static(self._heading, classes="heading", markup=False)
            yield OptionList(*self.options(), id="lessons")
            yield Static(self._keys, classes="quiet", markup=False)

    def action_move(self, step: int) -> None:
        """Up and down by letters."""
        if step > 0:
            self.listed.action_cursor_down()
        else:
            self.listed.action_cursor_up()

    def action_leave(self) -> None:
        """Close without picking anything."""
        self.dismiss(None)
