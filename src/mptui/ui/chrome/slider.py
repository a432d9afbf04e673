"""The time slider of a recorded run: where it stands, what has been read of it, and what is worth looking at."""

from rich.segment import Segment
from textual import events

from mptui.projections.status import duration
from mptui.transport import Transport
from mptui.ui.paint.glyphs import glyphs_of
from mptui.ui.paint.text import cells
from mptui.ui.parts.painted import Painted, Row
from mptui.ui.ui_state import UiState

_MARKS = {"finding": 2, "error": 1, "torn": 0}
"""Kinds of marks by their weight: the gravest of a cell is drawn."""


class Slider(Painted):
    """One row: play or pause, speed, time, and a track that can be clicked and dragged."""

    def __init__(self, ui: UiState, id: str | None = None) -> None:  # noqa: A002
        super().__init__(ui, id=id)
        self._begin = self._width = 0
        self._drawn: tuple[object, ...] = ()

    @property
    def transport(self) -> Transport | None:
        """What it moves; None of a live run."""
        return self.ui.engine.transport

    @property
    def needed(self) -> bool:
        """Whether the run is a recorded one."""
        return self.transport is not None

    @property
    def is_due(self) -> bool:
        """Whether it would be painted differently from how it is."""
        transport = self.transport
        return transport is not None and self._key(transport) != self._drawn

    def _key(self, transport: Transport) -> tuple[object, ...]:
        return (
            self._cell(transport, transport.now),
            self._cell(transport, transport.read),
            len(transport.marks),
            duration(transport.now),
            transport.playing,
            transport.speed,
        )

    def _cell(self, transport: Transport, t: int) -> int:
        length = max(transport.end - transport.begin, 1)
        return max(t - transport.begin, 0) * max(self._width - 1, 0) // length

    def rows(self) -> list[Row]:
        """The row; nothing of a live run."""
        transport = self.transport
        if transport is None:
            return []
        look, glyphs = self.ui.look, glyphs_of(self.ui.look)
        paper = look.raised
        sign = glyphs.playing if transport.playing else glyphs.standing
        speed = f"{transport.speed:g}x"
        lead = f" {sign} {speed.ljust(5)} {duration(transport.now).rjust(8)} / {duration(transport.end)}  "
        self._begin, self._width = cells(lead), max(self.size.width - cells(lead) - 1, 1)
        self._drawn = self._key(transport)
        ink = look.good if transport.playing else look.warn
        return [[Segment(lead[:3], paper + ink), Segment(lead[3:], paper + look.text), *self._track(transport)]]

    def _track(self, transport: Transport) -> Row:
        look, glyphs = self.ui.look, glyphs_of(self.ui.look)
        paper, inks = look.raised, {"finding": look.bad, "torn": look.warn, "error": look.bad}
        here, read = self._cell(transport, transport.now), self._cell(transport, transport.read)
        marks: dict[int, str] = {}
        for mark in transport.marks:
            cell = self._cell(transport, mark.t)
            if _MARKS[mark.kind] >= _MARKS.get(marks.get(cell, ""), -1):
                marks[cell] = mark.kind
        row: Row = []
        for cell in range(self._width):
            if cell == here:
                row.append(Segment(glyphs.knob, paper + look.accent))
            elif cell in marks:
                row.append(Segment(glyphs.marks[marks[cell]], paper + inks[marks[cell]]))
            else:
                row.append(Segment(glyphs.track, paper + (look.muted if cell <= read else look.faint)))
        return row

    def _go(self, x: int) -> None:
        transport = self.transport
        if transport is not None and self._width > 1:
            cell = min(max(x - self._begin, 0), self._width - 1)
            length = transport.end - transport.begin
            transport.seek(transport.begin + cell * length // (self._width - 1))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go there; left of the track, play or stand still."""
        transport = self.transport
        if transport is None:
            return
        if event.x < 3:
            transport.play(not transport.playing)
            return
        self.capture_mouse()
        self._go(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag."""
        if event.button and self.app.mouse_captured is self:
            self._go(event.x)

    def on_mouse_up(self, _: events.MouseUp) -> None:
        """Let go."""
        self.release_mouse()
