"""What the workers wrote: the shared console in true order, each worker's own lines, and which messages were torn.

A message is one worker's fragments on one stream up to and with the newline. It is torn when another worker's
fragment on the same stream arrived between two of its own. Every buffer here is bounded.
"""

import codecs
from collections import deque
from itertools import islice

CONSOLE_LINES = 5000
"""Lines of the shared console that are kept."""
WORKER_LINES = 500
"""Lines that are kept of each worker's own output."""
LINE_CHARACTERS = 2000
"""Characters that are kept of one line; the rest is counted."""


_incremental_decoder = codecs.getincrementaldecoder("utf-8")


class Line:
    """One line of output.

    `parts` are (worker, text) in the order written; `torn` says that a message in it was torn; `stream` is that of
    its first fragment; `cut` counts characters that were not kept; `t` is the first fragment's time in ns.
    """

    __slots__ = ("cut", "number", "parts", "size", "stream", "t", "torn")

    def __init__(self, number: int, stream: str, t: int) -> None:
        self.number = number
        self.stream = stream
        self.t = t
        self.parts: list[tuple[int, str]] = []
        self.torn = False
        self.size = 0
        self.cut = 0

    def add(self, worker: int, text: str) -> None:
        """Append what fits of `text`; neighbouring text of the same worker is kept as one part."""
        room = LINE_CHARACTERS - self.size
        if len(text) > room:
            self.cut += len(text) - room
            text = text[:room]
        if not text:
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


class LineRing:
    """The last lines of an output, the newest possibly unfinished. `added` counts all lines ever begun."""

    __slots__ = ("added", "lines", "open")

    def __init__(self, size: int) -> None:
        self.lines: deque[Line] = deque(maxlen=size)
        self.added = 0
        self.open = False

    def current(self, stream: str, t: int) -> Line:
        """The line that the next text belongs to."""
        if not self.open:
            self.added += 1
            self.lines.append(Line(self.added, stream, t))
            self.open = True
        return self.lines[-1]

    def add_whole(self, stream: str, t: int, worker: int, text: str) -> None:
        """Append one complete line of at most LINE_CHARACTERS; nothing is open before or after."""
        self.added += 1
        line = Line(self.added, stream, t)
        line.parts.append((worker, text))
        line.size = len(text)
        self.lines.append(line)

    def last(self, count: int) -> list[Line]:
        """The newest `count` lines, oldest first."""
        length = len(self.lines)
        if count >= length:
            return list(self.lines)
        newest = list(islice(reversed(self.lines), count))
        newest.reverse()
        return newest


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
        self.console = LineRing(CONSOLE_LINES)
        self.workers: dict[int, LineRing] = {}
        self.messages_of: dict[int, int] = {}
        self._positions: dict[str, int] = {}
        self._open: dict[tuple[int, str], _OpenMessage] = {}
        self._decoders: dict[tuple[int, str], codecs.IncrementalDecoder] = {}

    def add(self, t: int, worker: int, stream: str, data: bytes) -> None:
        """Take one fragment, at `t` ns."""
        self._add_text(t, worker, stream, self._decode(worker, stream, data), len(data))

    def _add_text(self, t: int, worker: int, stream: str, text: str, size: int) -> None:
        self.version += 1
        own = self.workers.get(worker)
        if own is None:
            own = self.workers[worker] = LineRing(WORKER_LINES)
        if stream == "stray":
            self.stray_bytes += size
            self._write(own, t, worker, stream, text)
            self._write(self.console, t, worker, stream, text)
            return
        self.fragments += 1
        if not self._add_whole_message(own, t, worker, stream, text):
            self._write(own, t, worker, stream, text)
            self._count_messages(t, worker, stream, text)

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

    def _add_whole_message(self, own: LineRing, t: int, worker: int, stream: str, text: str) -> bool:
        """The commonest case by far, a fragment that is one whole message while no other is open, made cheap."""
        if self._open or own.open or self.console.open or text.find("\n") != len(text) - 1 or not text:
            return False
        if len(text) > LINE_CHARACTERS:
            return False
        content = text[:-1]
        own.add_whole(stream, t, worker, content)
        self.console.add_whole(stream, t, worker, content)
        self._positions[stream] = self._positions.get(stream, 0) + 1
        self.messages += 1
        self.messages_of[worker] = self.messages_of.get(worker, 0) + 1
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
            ring.current(stream, t).add(worker, part)
            ring.open = False
        if parts[-1]:
            ring.current(stream, t).add(worker, parts[-1])

    def close_worker(self, t: int, worker: int) -> None:
        """The worker ended: what it wrote since its last newline was its last message."""
        for key in [key for key in self._decoders if key[0] == worker]:
            self._add_text(t, worker, key[1], self._decoders.pop(key).decode(b"", final=True), 0)
        for key in [key for key in self._open if key[0] == worker]:
            self.torn += self._open.pop(key).torn
            self.messages += 1
            self.messages_of[worker] = self.messages_of.get(worker, 0) + 1
