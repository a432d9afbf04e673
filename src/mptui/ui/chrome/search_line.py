"""The line in which the text to search is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from mptui.ui.parts.key_part import KeyPart
from mptui.ui.ui_state import UiState

if TYPE_CHECKING:
    from textual.widgets import Input


class SearchLine(Horizontal, KeyPart):
    """Hidden until opened. Enter keeps the search, escape gives it up."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "give_up", "back")]

    class Changed(Message):
        """The text to search is another one. `done`: the line has closed."""

        def __init__(self, query: str, done: bool) -> None:
            super().__init__()
            self.query = query
            self.done = done

    def __init__(self, ui: UiState, clear: Callable[[], None]) -> None:
        super().__init__(id="search")
        self._ui = ui
        self._clear = clear
        self._query = ""

    def compose(self) -> ComposeResult:
        """A slash; the field follows."""
        yield Static(" / ", markup=False)

    def on_mount(self) -> None:
        """Out of the way until it is asked for; the field, which takes long to load, comes after the first paint."""
        self.display = False
        self.call_after_refresh(self._make_field)

    async def _make_field(self) -> None:
        if not self.is_attached:  # the user has left already
            return
        from textual.widgets import Input

        await self.mount(
            Input(
                placeholder="text in the output; state:blocked worker:NAME object:NAME filter the panes",
                compact=True,
                select_on_focus=False,
            )
        )
        if self.display:  # it was opened meanwhile
            self.open(self._query)

    def open(self, query: str) -> None:
        """Ask for a text, beginning with the last one."""
        from textual.widgets import Input

        self.display, self._query = True, query
        for field in self.query(Input):
            field.value = query
            field.cursor_position = len(query)
            field.focus()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Search while typing."""
        event.stop()
        if self.display:
            self.post_message(self.Changed(event.value, done=False))

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        """Keep it."""
        event.stop()
        self._close(event.value)

    def leave(self) -> bool:
        """No search and no filter any more."""
        if not (self._ui.query or self._ui.filter):
            return False
        self._clear()
        return True

    def action_give_up(self) -> None:
        """Search for nothing."""
        self._close("")

    def _close(self, query: str) -> None:
        self.display = False
        self.screen.set_focus(None)
        self.post_message(self.Changed(query, done=True))
