"""Two recorded runs on one clock: both walls, a table of their figures, and a slider that moves both."""

from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from mptui.engine import FRAMES
from mptui.errors import MptuiError
from mptui.projections.comparison import compared, figures
from mptui.projections.status import duration
from mptui.transport import Together, Transport, change_speed, stride
from mptui.ui.chrome.slider import Slider
from mptui.ui.compare.side import Side
from mptui.ui.paint.text import cut, plain
from mptui.ui.parts.painted import Group, Painted, Row, heading, update_shown
from mptui.ui.terminal.driver import backlog
from mptui.ui.terminal.ticker import Ticker
from mptui.ui.ui_state import UiState

_KEYS = (
    ("space", "play", "space", "play"),
    ("left_square_bracket", "speed(-1)", "[", ""),
    ("right_square_bracket", "speed(1)", "]", "speed"),
    ("left_parenthesis", "mark(-1)", "(", ""),
    ("right_parenthesis", "mark(1)", ")", "finding"),
    ("left,h,ctrl+left", "stride(-1)", "←", ""),
    ("right,ctrl+right", "stride(1)", "→", "back, on"),
    ("home,ctrl+home", "to(0)", "home", ""),
    ("end,ctrl+end", "to(1)", "end", "start, end"),
    ("q,escape", "leave", "q", "quit"),
)
"""Keys, what they do, how they are written, and the footer's word for them and those before."""
FIGURES = 12
"""Rows of the table and its heading."""
NUMBERS = 14
"""Columns of a figure."""


class BothSlider(Slider):
    """Moves both runs."""

    def __init__(self, ui: UiState, together: Together, id: str) -> None:  # noqa: A002
        super().__init__(ui, id=id)
        self._together = together

    @property
    def transport(self) -> Transport | None:
        """That of both."""
        return self._together


class Figures(Painted):
    """The table: what differs is marked."""

    def __init__(self, first: UiState, second: UiState, id: str) -> None:  # noqa: A002
        super().__init__(first, id=id)
        self._sides = (first, second)

    def rows(self) -> list[Row]:
        """A heading, then a row a figure, those that differ first if there is no room for all."""
        look = self.ui.look
        runs = [figures(ui.state, ui.engine.diagnosis.current, ui.engine.now) for ui in self._sides]
        found = compared(*runs)
        room = max(self.size.height - 1, 0)
        if len(found) > room:
            found = sorted(found, key=lambda figure: not figure.difference)[:room]
        rows = [heading(self, "figures", "· what differs by more than a tenth is marked")]
        for figure in found:
            ink = look.warn + Style(bold=True) if figure.difference else look.text
            texts = (cut(plain(text), NUMBERS).rjust(NUMBERS) for text in (figure.first, figure.second))
            numbers = [Segment(f" {text}", look.ground + ink) for text in texts]
            name = Segment(f" {figure.name.ljust(25)}", look.ground + look.muted)
            rows.append([name, *numbers, Segment(f"   {figure.difference}", look.ground + look.warn)])
        return rows


class CompareFooter(Painted):
    """The keys."""

    def rows(self) -> list[Row]:
        """One row."""
        look, row, keys = self.ui.look, list[Segment](), ""
        for _, _, written, word in _KEYS:
            keys += f" {written}"
            if word:
                row += [Segment(keys, look.raised + look.accent), Segment(f" {word} ", look.raised + look.muted)]
                keys = ""
        return [[*row, Segment(" " * self.size.width, look.raised)]]


class CompareScreen(Screen[None]):
    """Both runs are pumped a frame's worth at a time, as one is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(keys, action, show=False) for keys, action, _, _ in _KEYS]
    AUTO_FOCUS = ""

    def __init__(self, first: UiState, second: UiState) -> None:
        super().__init__()
        self._uis = (first, second)
        transports = [ui.engine.transport for ui in self._uis]
        self.together = Together([one for one in transports if one is not None])
        self.sides = (Side(first, id="first"), Side(second, id="second"))
        self.figures = Figures(first, second, id="figures")
        self.slider = BothSlider(first, self.together, id="slider")
        self.footer = CompareFooter(first, id="footer")
        self._jumps = [0, 0]
        self._second = -1
        self._called = False
        self._ticker = Ticker(1 / FRAMES, self._is_due, self._call_frame)

    def compose(self) -> ComposeResult:
        """Both halves, the table, the slider, the keys."""
        with Group(id="sides"):
            yield from self.sides
        yield from (self.figures, self.slider, self.footer)

    def on_mount(self) -> None:
        """Start the frames."""
        self.slider.display = True
        self._ticker.start()
        self.call_after_refresh(self.frame)

    def on_resize(self) -> None:
        """The walls have two thirds of the rows at least."""
        self.figures.styles.height = max(min(FIGURES, self.app.size.height // 3), 2)

    def on_unmount(self) -> None:
        """No frames any more."""
        self._ticker.stop()

    def _is_due(self) -> bool:
        waiting = any(ui.engine.has_waiting() for ui in self._uis)
        return not self._called and (waiting or self.slider.is_due or self.together.now // 10**9 != self._second)

    def _call_frame(self) -> None:
        self._called = True
        self.call_next(self.frame)

    def frame(self) -> None:
        """Take in what has happened in both, and paint it."""
        self._called = False
        try:
            for ui in self._uis:
                ui.engine.pump()
                ui.engine.take_notable()
        except MptuiError as error:
            self.app.exit(return_code=error.exit_code, message=plain(str(error)))
            return
        self._second = self.together.now // 10**9
        for place, ui in enumerate(self._uis):
            if ui.engine.jumps != self._jumps[place]:
                self._jumps[place] = ui.engine.jumps
                ui.new_run()
                self.sides[place].wall.new_run()
        if not backlog(self.app):
            self.paint()

    def paint(self, force: bool = False) -> None:
        """Bring everything up to date."""
        halves = [part for side in self.sides for part in (side.heading, side.wall)]
        update_shown((*halves, self.figures, self.slider, self.footer), force)

    def restyle(self) -> None:
        """The theme changed."""
        self._uis[1].look = self._uis[0].look
        self.paint(force=True)

    def say(self, text: str, severity: Any = "information") -> None:
        """A line that leaves by itself."""
        self.app.notify(plain(text), severity=severity, timeout=4, markup=False)

    def action_play(self) -> None:
        """Play both, or stand still."""
        self.together.play(not self.together.playing)

    def action_speed(self, by: int) -> None:
        """The next speed."""
        change_speed(self.together, by)

    def action_mark(self, by: int) -> None:
        """To the next mark of either run, or the one before."""
        found = self.together.seek_mark(by)
        self.say(f"{duration(found.t)}: {found.text}" if found is not None else "no other mark there")

    def action_stride(self, by: int) -> None:
        """A fiftieth of the longer run back or on."""
        stride(self.together, by)

    def action_to(self, end: int) -> None:
        """To the start or the end."""
        self.together.play(on=not end and self.together.playing)
        self.together.seek(end * self.together.end)

    def action_leave(self) -> None:
        """Leave."""
        self.app.exit()
