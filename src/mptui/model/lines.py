"""Lines of output in rings: the last ones that are kept, and who wrote what on them."""

from collections import deque
from collections.abc import Sequence
from typing import TypeAlias, overload

import msgspec

from mptui.events import Fragment

LINE_CHARACTERS = 2000
"""Characters that are kept of one line; the rest is counted."""
LINE_WRITES = 64
"""Fragments of one line whose time and length are kept; of the others the text is."""

Write: TypeAlias = tuple[int, int, str, int]
"""What a fragment put on one line: its t in ns, worker, stream, and how many of the line's kept characters."""


class Line:
    """One line of output.

    `parts` are (worker, text) in the order written; `torn` says that a message in it was torn; `stream` is that of
    its first fragment; `cut` counts characters that were not kept; `t` is the first fragment's time in ns. `writes`
    are the line's first LINE_WRITES fragments; none are noted of a line that was written at once, nor in a ring that
    is not traced. `edits` grows whenever text is put over other text.
    """

    __slots__ = ("cut", "edits", "number", "parts", "size", "stream", "t", "torn", "writes")

    def __init__(self, number: int, stream: str, t: int) -> None:
        self.number = number
        self.stream = stream
        self.t = t
        self.parts: list[tuple[int, str]] = []
        self.torn = False
        self.size = 0
        self.cut = 0
        self.edits = 0
        self.writes: list[Write] = []

    def add(self, worker: int, text: str) -> None:
        """Append what fits of `text`; neighbouring text of the same worker is kept as one part."""
        room = LINE_CHARACTERS - self.size
        if len(text) > room:
            self.cut += len(text) - room
            text = text[:room]
        if not text and self.parts:
            return
        self.size += len(text)
        if self.parts and self.parts[-1][0] == worker:
            self.parts[-1] = (worker, self.parts[-1][1] + text)
        else:
            self.parts.append((worker, text))

    def put(self, worker: int, column: int, text: str) -> None:
        """Put text over what stands from `column` characters on, where nothing may stand yet; one worker's line."""
        before = self.text
        self._rewrite(worker, before[:column].ljust(column) + text + before[column + len(text) :])

    def erase(self, worker: int, column: int, what: int) -> None:
        """Erase from `column` characters on (`what` 0), up to there (1), or all (2); one worker's line."""
        before = self.text
        if what != 1:
            self.cut = 0
        left = {0: before[:column], 1: " " * (column + 1) + before[column + 1 :], 2: ""}
        self._rewrite(worker, left.get(what, before))

    def _rewrite(self, worker: int, text: str) -> None:
        self.edits += 1
        self.cut += max(len(text) - LINE_CHARACTERS, 0)
        self.parts, self.size = [(worker, text[:LINE_CHARACTERS])], min(len(text), LINE_CHARACTERS)

    @property
    def text(self) -> str:
        """The whole line as kept, without the newline."""
        return "".join(text for _, text in self.parts)

    def copy(self) -> "Line":
        """The line as it is now, for one that may grow."""
        line = Line(self.number, self.stream, self.t)
        line.parts, line.writes = list(self.parts), list(self.writes)
        line.torn, line.size, line.cut, line.edits = self.torn, self.size, self.cut, self.edits
        return line


class KeptLine(msgspec.Struct, frozen=True, array_like=True):
    """A Line as a trace has it; fields as there."""

    stream: str
    t: int
    torn: bool
    cut: int
    parts: tuple[tuple[int, str], ...]
    writes: tuple[Write, ...]

    def line(self, number: int) -> Line:
        """The line, with the number that it had."""
        line = Line(number, self.stream, self.t)
        line.parts, line.writes = list(self.parts), list(self.writes)
        line.torn, line.cut, line.size = self.torn, self.cut, sum(len(text) for _, text in self.parts)
        return line


class KeptLines(msgspec.Struct, frozen=True):
    """The last lines of a LineRing as a trace has them; fields as there."""

    added: int
    open: bool
    lines: tuple[KeptLine, ...]


class LineRing:
    """The last lines of an output, the newest possibly unfinished.

    `added` counts all lines ever begun, `edits` how often one was replaced. A line that came as one whole message is
    kept as the fragment that it was, and made a Line when somebody looks. `traced`: each line notes its fragments.
    """

    __slots__ = ("_kept", "_traced", "added", "edits", "open")

    def __init__(self, size: int, *, traced: bool = False) -> None:
        self._traced = traced
        self._kept: deque[Line | Fragment] = deque(maxlen=size)
        self.added = 0
        self.edits = 0
        self.open = False

    @property
    def lines(self) -> "Lines":
        """The lines that are kept, oldest first."""
        return Lines(self)

    @property
    def numbers(self) -> range:
        """The numbers of the lines that are kept."""
        return range(self.added - len(self._kept) + 1, self.added + 1)

    def numbered(self, number: int) -> Line:
        """The line with this number; raises IndexError if it is not kept."""
        if number not in self.numbers:
            raise IndexError(number)
        return self.line_at(number - self.numbers.start)

    def wrote(self, number: int, worker: int) -> bool:
        """Whether anything on the kept line with this number is the worker's; makes no Line."""
        kept = self._kept[number - self.numbers.start]
        if type(kept) is tuple:
            return kept[1] == worker
        return any(writer == worker for writer, _ in kept.parts)  # type: ignore[union-attr] # not a fragment

    def copy(self) -> "LineRing":
        """The ring as it is now, for somebody who wants to read it in peace."""
        held = LineRing(self._kept.maxlen or 0, traced=self._traced)
        held._kept.extend(self._kept)
        held.added, held.edits, held.open = self.added, self.edits, self.open
        if self.open:
            held._kept[-1] = self.line_at(-1).copy()
        return held

    def keep(self, count: int) -> KeptLines:
        """The newest `count` lines, for a trace."""
        lines = (
            KeptLine(line.stream, line.t, line.torn, line.cut, tuple(line.parts), tuple(line.writes))
            for line in self.last(count)
        )
        return KeptLines(self.added, self.open, tuple(lines))

    def take_up(self, kept: KeptLines) -> None:
        """Begin with lines that a trace has kept."""
        self.added, self.open = kept.added, kept.open and bool(kept.lines)
        first = kept.added - len(kept.lines) + 1
        self._kept.extend(line.line(first + place) for place, line in enumerate(kept.lines))

    def write(self, t: int, worker: int, stream: str, text: str) -> None:
        """Append what a fragment puts on the current line."""
        line = self.current(stream, t)
        before = line.size
        line.add(worker, text)
        if self._traced and len(line.writes) < LINE_WRITES:
            line.writes.append((t, worker, stream, line.size - before))

    def current(self, stream: str, t: int) -> Line:
        """The line that the next text belongs to."""
        if self.open:
            return self.lines[-1]
        self.added += 1
        line = Line(self.added, stream, t)
        self._kept.append(line)
        self.open = True
        return line

    def line_at(self, index: int) -> Line:
        """The line at a place among those kept; raises IndexError beyond them."""
        kept = self._kept[index]
        if type(kept) is tuple:
            place = index if index >= 0 else len(self._kept) + index
            t, worker, _, stream, data = kept
            line = Line(self.added - len(self._kept) + place + 1, stream, t)
            line.add(worker, data[:-1].decode("utf-8", "backslashreplace"))
            self._kept[index] = kept = line
        return kept  # type: ignore[return-value] # a fragment has just been made a line

    def mark_torn(self, number: int) -> None:
        """The message on the line with this number, if it is still kept, is torn. Only an open line itself changes."""
        if number not in self.numbers:
            return
        place = number - self.numbers.start
        line = self.line_at(place)
        if not self.open or number != self.added:
            line = self._kept[place] = line.copy()
        line.torn = True

    def replace(self, index: int, line: Line) -> None:
        """Put another line in the place of one."""
        self.edits += 1
        self._kept[index] = line

    def add_whole(self, fragments: Sequence[Fragment]) -> None:
        """Append lines that are each one whole message, of at most LINE_CHARACTERS; nothing is open before or after."""
        self.added += len(fragments)
        self._kept.extend(fragments)

    def last(self, count: int) -> list[Line]:
        """The newest `count` lines, oldest first."""
        return [self.line_at(index) for index in range(-min(count, len(self._kept)), 0)]

    def __len__(self) -> int:
        return len(self._kept)


class Lines(Sequence[Line]):
    """The lines of a ring."""

    def __init__(self, ring: LineRing) -> None:
        self._ring = ring

    def __len__(self) -> int:
        return len(self._ring)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._ring.line_at(place) for place in range(*index.indices(len(self)))]
        return self._ring.line_at(index)
