"""The events that should have been impossible, one by one."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from mptui.findings.words import name_of
from mptui.model.state import RunState
from mptui.projections.status import NS
from mptui.ui.dialogs import DIALOG_CSS
from mptui.ui.paint.text import plain

WORDS = """\
What mptui was told by the workers and cannot have happened so. It says less of a worker or object than it could
where it has to guess; a program can be right all the same.\
"""


class Anomalies(ModalScreen[None]):
    """When, of whom, and what; the latest last."""

    CSS_PATH = DIALOG_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("enter", "leave", "back"),
        ("A", "leave", "back"),
        ("q", "leave", "back"),
    ]

    def __init__(self, state: RunState) -> None:
        super().__init__()
        found = [f"{one.t / NS:12.6f} s  {name_of(state, one.worker)}: {one.text}" for one in state.anomalies]
        earlier = state.anomaly_count - len(found)
        self._lines = [f"{earlier} earlier ones are not kept"] * (earlier > 0) + found

    def compose(self) -> ComposeResult:
        """The list, and the way back."""
        with Vertical(classes="dialog"):
            yield Static(WORDS, classes="heading", markup=False)
            with VerticalScroll(id="anomalies"):
                yield Static("\n".join(map(plain, self._lines)), markup=False)
            yield Static("esc: back", classes="quiet", markup=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
