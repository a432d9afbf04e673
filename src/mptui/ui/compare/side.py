"""One of two runs that are compared: its heading and its workers."""

from typing import Any

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from mptui.projections.finding_text import verdict
from mptui.projections.status import status_facts
from mptui.ui.paint.text import cut, plain
from mptui.ui.parts.painted import Group, Painted, Row
from mptui.ui.ui_state import HOME, UiState
from mptui.ui.views.workers.wall import Wall


class Heading(Painted):
    """The program and its knobs, and what is wrong with it."""

    def rows(self) -> list[Row]:
        """Two rows."""
        look, width = self.ui.look, self.size.width
        facts, findings = status_facts(self.ui.state), self.ui.engine.diagnosis.current
        about = "  ".join((facts.lock, facts.torn, facts.start_method, facts.run))
        kind, headline = verdict(findings)
        ink = look.bad if any(finding.grade == "proven" for finding in findings) else look.warn
        title = cut(plain(self.ui.title), max(width // 2, 1))
        return [
            [Segment(f" {title}  ", look.raised + look.strong), *_filled(about, width - len(title) - 3, look)],
            [Segment(cut(f" {kind}  {plain(headline)}" if kind else "", width), look.ground + ink)],
        ]


def _filled(text: str, room: int, look: Any) -> Row:
    return [Segment(cut(text, max(room, 0)).ljust(max(room, 0)), look.raised + look.muted)]


class Side(Group):
    """A run's half of the screen. It is all the screen that its wall knows."""

    def __init__(self, ui: UiState, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ui = ui
        self.came_from = HOME
        self.heading = Heading(ui, id="heading")
        self.wall = Wall(self)

    def compose(self) -> ComposeResult:
        """One above the other."""
        yield self.heading
        yield self.wall

    @on(Wall.Chosen)
    def _chose(self, message: Wall.Chosen) -> None:
        message.stop()
        self.ui.worker = message.worker
        self.selection_moved()

    def say(self, text: str, severity: Any = "information") -> None:
        """A line that leaves by itself."""
        self.app.notify(plain(text), severity=severity, timeout=4, markup=False)

    def open_dialog(self, dialog: ModalScreen[Any], answered: Any = None) -> None:
        """Show a dialog above everything."""
        self.app.push_screen(dialog, answered)

    def uncover(self) -> bool:
        """There is no note."""
        return False

    def show_view(self, view: str) -> None:
        """There are no other views."""

    def selection_moved(self) -> None:
        """Another worker is selected."""
        self.wall.update()
