"""What the workers wrote: the shared console in true order, each worker's own lines, and which messages were torn.

A message is one worker's fragments on one stream up to and with the newline. It is torn when another worker's
fragment on the same stream arrived between two of its own. Every buffer here is bounded.
"""

import codecs
from collections import deque
from collections.abc import Sequence
from typing import TypeAlias, overload

from mptui.events import Fragment, Stream

CONSOLE_LINES = 5000
"""Lines of the shared console that are kept."""
WORKER_LINES = 500
"""Lines that are kept of each worker's own output."""
LINE_CHARACTERS = 2000
"""Characters that are kept of one line; the rest is counted."""
LINE_WRITES = 64
"""Fragments of one line whose time and length are kept; of the others the text is."""

Write: TypeAlias = tuple[int, int, str, int]
"""What a fragment put on one line: its t in ns, worker, stream, and how many of the line's kept characters."""

_incremental_decoder = codecs.getincrementaldecoder("utf-8")


class Line:
    """One line of output.

    `parts` are (worker, text) in the order written; `torn` says that a message in it was torn; `stream` is that of
    its first fragment; `cut` counts characters that were not kept; `t` is the first fragment's time in ns. `writes`
    are the line's first LINE_WRITES fragments; none are noted of a line that was written at once, nor in a ring that
    is not traced.
    """

    __slots__ = ("cut", "number", "parts", "size", "stream", "t", "torn", "writes")

    def __init__(self, number: int, stream: str, t: int) -> None:
        self.number = number
        self.stream = stream
        self.t = t
        self.parts: list[tuple[int, str]] = []
        self.torn = False
        self.size = 0
        self.cut = 0
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

    @property
    def text(self) -> str:
        """The whole line as kept, without the newline."""
        return "".join(text for _, text in self.parts)

    def copy(self) -> "Line":
        """The line as it is now, for one that may grow."""
        line = Line(self.number, self.stream, self.t)
        line.parts, line.writes = list(self.parts), list(self.writes)
        line.torn, line.size, line.cut = self.torn, self.size, self.cut
        return line


class LineRing:
    """The last lines of an output, the newest possibly unfinished. `added` counts all lines ever begun.

    A line that came as one whole message is kept as the fragment that it was, and made a Line when somebody looks.
    `traced`: each line notes its fragments.
    """

    __slots__ = ("_kept", "_traced", "added", "open")

    def __init__(self, size: int, *, traced: bool = False) -> None:
        self._traced = traced
        self._kept: deque[Line | Fragment] = deque(maxlen=size)
        self.added = 0
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
        held.added, held.open = self.added, self.open
        if self.open:
            held._kept[-1] = self.line_at(-1).copy()
        return held

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


class _OpenMessage:
    """A message without its newline yet: where its last fragment stands in its stream, and the lines it is on."""

    __slots__ = ("line", "position", "torn")

    def __init__(self, position: int, line: Line) -> None:
        self.position = position
        self.line = line
        self.torn = False


class OutputLog:
    """All output of a run. Owned by RunState; `version` grows with every fragment.

    `messages` and `torn` count messages that are complete, so `torn` never exceeds `messages`.
    """

    def __init__(self) -> None:
        self.fragments = 0
        self.messages = 0
        self.torn = 0
        self.stray_bytes = 0
        self.version = 0
        self.console = LineRing(CONSOLE_LINES, traced=True)
        self.workers: dict[int, LineRing] = {}
        self.messages_of: dict[int, int] = {}
        self._positions: dict[str, int] = {}
        self._open: dict[tuple[int, str], _OpenMessage] = {}
        self._decoders: dict[tuple[int, str], codecs.IncrementalDecoder] = {}

    def add(self, t: int, worker: int, stream: Stream, data: bytes) -> None:
        """Take one fragment, at `t` ns."""
        alone = stream != "stray" and not self._open
        if not alone or not self._add_whole([(t, worker, 0, stream, data)]):
            self._add_text(t, worker, stream, self._decode(worker, stream, data), len(data))

    def add_run(self, fragments: Sequence[Fragment]) -> int:
        """Take fragments in a row; returns the last one's time."""
        if not self._add_whole(fragments):
            for t, worker, _, stream, data in fragments:
                self.add(t, worker, stream, data)
        return fragments[-1][0]

    def _add_text(self, t: int, worker: int, stream: str, text: str, size: int) -> None:
        self.version += 1
        own = self._own(worker)
        self._write(own, t, worker, stream, text)
        if stream == "stray":
            self.stray_bytes += size
            self._write(self.console, t, worker, stream, text)
            return
        self.fragments += 1
        self._count_messages(t, worker, stream, text)

    def _own(self, worker: int) -> LineRing:
        own = self.workers.get(worker)
        if own is None:
            own = self.workers[worker] = LineRing(WORKER_LINES)
        return own

    def _decode(self, worker: int, stream: str, data: bytes) -> str:
        """As text; a character that is split over two fragments is shown with the second, odd bytes as escapes."""
        if self._decoders:
            return self._decode_odd(worker, stream, data)
        try:
            return data.decode()
        except UnicodeDecodeError:
            return self._decode_odd(worker, stream, data)

    def _decode_odd(self, worker: int, stream: str, data: bytes) -> str:
        decoder = self._decoders.pop((worker, stream), None) or _incremental_decoder("backslashreplace")
        text = decoder.decode(data)
        if decoder.getstate()[0]:
            self._decoders[worker, stream] = decoder
        return text

    def _add_whole(self, fragments: Sequence[Fragment]) -> bool:
        """The commonest case by far, each fragment one whole message while no other is open, made cheap."""
        if self._open or self._decoders or self.console.open:
            return False
        by_worker: dict[int, list[Fragment]] = {}
        for fragment in fragments:
            data = fragment[4]
            if data.find(b"\n") != len(data) - 1 or not 0 < len(data) <= LINE_CHARACTERS:
                return False
            worker = fragment[1]
            if worker in by_worker:
                by_worker[worker].append(fragment)
            else:
                by_worker[worker] = [fragment]
        rings = [(self._own(worker), worker, own) for worker, own in by_worker.items()]
        if any(ring.open for ring, _, _ in rings):
            return False
        for ring, worker, own in rings:
            ring.add_whole(own)
            self.messages_of[worker] = self.messages_of.get(worker, 0) + len(own)
        self.console.add_whole(fragments)
        self.version += 1
        self.fragments += len(fragments)
        self.messages += len(fragments)
        return True

    def _count_messages(self, t: int, worker: int, stream: str, text: str) -> None:
        """Write to the console, and count the messages that this fragment continues, ends and begins."""
        position = self._positions.get(stream, 0) + 1
        self._positions[stream] = position
        key = (worker, stream)
        message = self._open.get(key)
        first = self.console.current(stream, t)
        if message is not None:
            if message.position != position - 1 and not message.torn:
                message.torn = True
                message.line.torn = True
            message.position = position
            if message.torn:
                first.torn = True
        newlines = text.count("\n")
        self._write(self.console, t, worker, stream, text)
        if newlines:
            self.messages += newlines
            self.messages_of[worker] = self.messages_of.get(worker, 0) + newlines
            if message is not None:
                self.torn += message.torn
                del self._open[key]
                message = None
        if message is None and not text.endswith("\n"):
            self._open[key] = _OpenMessage(position, self.console.lines[-1])

    def _write(self, ring: LineRing, t: int, worker: int, stream: str, text: str) -> None:
        parts = text.split("\n")
        for part in parts[:-1]:
            ring.write(t, worker, stream, part)
            ring.open = False
        if parts[-1]:
            ring.write(t, worker, stream, parts[-1])

    def close_worker(self, t: int, worker: int) -> None:
        """The worker ended: what it wrote since its last newline was its last message."""
        for key in [key for key in self._decoders if key[0] == worker]:
            self._add_text(t, worker, key[1], self._decoders.pop(key).decode(b"", final=True), 0)
        for key in [key for key in self._open if key[0] == worker]:
            self.torn += self._open.pop(key).torn
            self.messages += 1
            self.messages_of[worker] = self.messages_of.get(worker, 0) + 1
