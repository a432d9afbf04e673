"""Where a worker's output goes on its own lines, as on a terminal of its own: progress bars show what they say now."""

from collections.abc import Callable

from mptui.model.controls import Control, controls
from mptui.model.lines import LINE_CHARACTERS, Line, LineRing


class Pen:
    """A cursor on one worker's lines. `up`: rows above the newest line; `column`: characters before it."""

    def __init__(self, ring: LineRing, worker: int) -> None:
        self._ring = ring
        self._worker = worker
        self._t = 0
        self._stream = ""
        self._up = 0
        self._column = ring.lines[-1].size if ring.open else 0

    def copy(self, ring: LineRing) -> "Pen":
        """The same cursor on a copy of its ring."""
        copied = Pen(ring, self._worker)
        copied._t, copied._stream, copied._up, copied._column = self._t, self._stream, self._up, self._column
        return copied

    @property
    def is_home(self) -> bool:
        """Whether it stands where text is appended, as if it had never moved."""
        return self._up == 0 and self._column == (self._ring.lines[-1].size if self._ring.open else 0)

    @property
    def is_up(self) -> bool:
        """Whether there are rows below, which a newline only goes down to."""
        return self._up > 0

    def draw(self, t: int, stream: str, text: str) -> None:
        """Take a fragment, at `t` ns."""
        self._t, self._stream = t, stream
        for control in controls(text):
            if control.name == "text":
                self._put(control.text)
            elif (act := _ACTS.get(control.name)) is not None:
                act(self, control)

    def _put(self, text: str) -> None:
        self._edit(lambda line: line.put(self._worker, self._column, text))
        self._column = min(self._column + len(text), LINE_CHARACTERS)

    def _edit(self, change: Callable[[Line], None]) -> None:
        """Change a copy: somebody may be reading the line."""
        if not self._ring.open:
            self._ring.current(self._stream, self._t)
        line = self._ring.line_at(-1 - self._up).copy()
        if self._column == 0:
            line.t = self._t
        change(line)
        self._ring.replace(-1 - self._up, line)

    def _newline(self, _: Control) -> None:
        self._column = 0
        if self._up:
            self._up -= 1
        else:
            self._ring.current(self._stream, self._t)
            self._ring.open = False

    def _return(self, _: Control) -> None:
        self._column = 0

    def _rise(self, control: Control) -> None:
        self._ring.current(self._stream, self._t)  # the row that is left is there, though nothing is on it
        self._up = min(self._up + control.number, len(self._ring) - 1)
        self._column = 0 if control.name == "F" else self._column

    def _sink(self, control: Control) -> None:
        self._up = max(self._up - control.number, 0)
        self._column = 0 if control.name == "E" else self._column

    def _advance(self, control: Control) -> None:
        steps = -control.number if control.name == "D" else control.number
        self._column = max(0, min(self._column + steps, LINE_CHARACTERS))

    def _to_column(self, control: Control) -> None:
        self._column = max(0, min(control.number - 1, LINE_CHARACTERS))

    def _to_place(self, _: Control) -> None:
        """A place on a whole screen, which a pane is not: what follows stands on a line of its own."""
        self._up, self._column = 0, 0
        if self._ring.open and self._ring.lines[-1].size:
            self._ring.open = False

    def _erase(self, control: Control) -> None:
        if self._ring.open:
            self._edit(lambda line: line.erase(self._worker, self._column, control.number))


_ACTS: dict[str, Callable[[Pen, Control], None]] = {
    "\n": Pen._newline,
    "\r": Pen._return,
    "A": Pen._rise,
    "F": Pen._rise,
    "B": Pen._sink,
    "E": Pen._sink,
    "C": Pen._advance,
    "a": Pen._advance,
    "D": Pen._advance,
    "G": Pen._to_column,
    "`": Pen._to_column,
    "H": Pen._to_place,
    "f": Pen._to_place,
    "d": Pen._to_place,
    "K": Pen._erase,
}
"""What the controls do; the others move nothing here."""
