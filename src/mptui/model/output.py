"""What the workers wrote: the shared console in true order, each worker's own lines, and which messages were torn.

A message is one worker's fragments on one stream up to and with the newline, or up to a carriage return or a movement
of the cursor, by which progress bars are drawn. It is torn when another worker's fragment on the same stream arrived
between two of its own. Every buffer here is bounded.
"""

import codecs
from collections.abc import Sequence

from mptui.events import Fragment, Stream
from mptui.model.controls import between_breaks, without_begun
from mptui.model.kept_output import KEPT_LINES, KEPT_WORKER_LINES, KeptMessage, KeptOutput
from mptui.model.lines import LINE_CHARACTERS, KeptLines, LineRing
from mptui.model.pen import Pen

CONSOLE_LINES = 5000
"""Lines of the shared console that are kept."""
WORKER_LINES = 500
"""Lines that are kept of each worker's own output."""


_NEWLINE, _RETURN, _ESCAPE = b"\n\r\x1b"
_incremental_decoder = codecs.getincrementaldecoder("utf-8")


class _OpenMessage:
    """A message without its newline yet.

    `begun`, `position`: where in its stream it begins and its last fragment stands; `line`: the number of its first
    line of the console.
    """

    __slots__ = ("begun", "line", "position", "torn")

    def __init__(self, position: int, line: int) -> None:
        self.begun = self.position = position
        self.line = line
        self.torn = False

    def copy(self) -> "_OpenMessage":
        """The same, to go on by itself."""
        copied = _OpenMessage(self.begun, self.line)
        copied.position, copied.torn = self.position, self.torn
        return copied


class OutputLog:
    """All output of a run. Owned by RunState; `version` grows with every fragment.

    `messages` and `torn` count messages that are complete, so `torn` never exceeds `messages`. `messages_since` and
    `torn_since` count, of those, the ones that have ended, and that were begun and torn, since `count_anew`.
    """

    def __init__(self) -> None:
        self.fragments = 0
        self.messages = 0
        self.torn = 0
        self.torn_since = 0
        self.stray_bytes = 0
        self.console = LineRing(CONSOLE_LINES, traced=True)
        self.workers: dict[int, LineRing] = {}
        self.messages_of: dict[int, int] = {}
        self._positions: dict[str, int] = {}
        self._counted: tuple[dict[str, int], int] = ({}, 0)
        """Positions and messages when counting began anew."""
        self._shared: set[int] = set()
        """Workers whose ring a copy of this log has, too."""
        self._open: dict[tuple[int, str], _OpenMessage] = {}
        self._decoders: dict[tuple[int, str], codecs.IncrementalDecoder] = {}
        self._begun: dict[tuple[int, str], str] = {}
        """Escape sequences whose rest is still to come."""
        self._pens: dict[int, Pen] = {}
        """Of the workers whose cursor is not where text is appended."""
        self._returned: tuple[int, str] | None = None
        """Whose message the fragment before ended by a carriage return: a newline belongs to it."""

    def copy(self) -> "OutputLog":
        """The output as it is now; what is written to one of the two does not show in the other.

        The workers' rings are shared, and copied by whoever writes to one first.
        """
        copied = OutputLog()
        vars(copied).update(vars(self))
        copied.console = self.console.copy()
        copied.workers = dict(self.workers)
        self._shared, copied._shared = set(self.workers), set(self.workers)
        copied.messages_of, copied._positions = dict(self.messages_of), dict(self._positions)
        copied._counted = (dict(self._counted[0]), self._counted[1])
        copied._open = {key: message.copy() for key, message in self._open.items()}
        copied._decoders = {key: _copied(decoder) for key, decoder in self._decoders.items()}
        copied._begun = dict(self._begun)
        copied._pens = {worker: pen.copy(copied.workers[worker]) for worker, pen in self._pens.items()}
        return copied

    def keep(self) -> KeptOutput:
        """What there is so far, for a trace; the workers' own lines are not in it."""
        unfinished = (
            KeptMessage(worker, stream, one.begun, one.position, one.line, one.torn)
            for (worker, stream), one in self._open.items()
        )
        return KeptOutput(
            self.fragments,
            self.messages,
            self.torn,
            self.torn_since,
            self.stray_bytes,
            tuple(self.messages_of.items()),
            self._positions,
            self._counted,
            tuple(unfinished),
            self.console.keep(KEPT_LINES),
            self._returned,
            tuple((*key, text) for key, text in self._begun.items()),
            tuple((*key, decoder.getstate()[0]) for key, decoder in self._decoders.items()),
        )

    def take_up(self, kept: KeptOutput) -> None:
        """Begin with what a trace has kept."""
        self.fragments, self.messages, self.torn = kept.fragments, kept.messages, kept.torn
        self.torn_since, self.stray_bytes = kept.torn_since, kept.stray_bytes
        self.messages_of, self._positions = dict(kept.messages_of), dict(kept.positions)
        self._counted = kept.counted
        for one in kept.open:
            message = self._open[one.worker, one.stream] = _OpenMessage(one.begun, one.line)
            message.position, message.torn = one.position, one.torn
        self.console.take_up(kept.console)
        self._returned = kept.returned
        self._begun = {(worker, stream): text for worker, stream, text in kept.begun}
        for worker, stream, rest in kept.undecoded:
            decoder = self._decoders[worker, stream] = _incremental_decoder("backslashreplace")
            decoder.setstate((rest, 0))

    def keep_worker(self, worker: int) -> KeptLines | None:
        """The last lines of a worker's own, for a trace; None if it has none."""
        own = self.workers.get(worker)
        return own.keep(KEPT_WORKER_LINES) if own is not None else None

    def take_up_worker(self, worker: int, kept: KeptLines) -> None:
        """Begin with the lines of a worker that a trace has kept."""
        self._own(worker).take_up(kept)

    def count_anew(self) -> None:
        """From here on `messages_since` and `torn_since` count: the lock has come on."""
        self._counted, self.torn_since = (dict(self._positions), self.messages), 0

    @property
    def messages_since(self) -> int:
        """The messages that have ended since `count_anew`."""
        return self.messages - self._counted[1]

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
        if self._begun:
            text = self._begun.pop((worker, stream), "") + text
        controlled = "\r" in text or "\x1b" in text
        if controlled:
            text, begun = without_begun(text)
            if begun:
                self._begun[worker, stream] = begun
        down = worker in self._pens and self._pens[worker].is_up and not text.strip("\n")
        if controlled or worker in self._pens:
            self._draw(t, worker, stream, text)
        else:
            self._write(self._own(worker), t, worker, stream, text)
        if stream != "stray":
            self.fragments += 1
            self._count_messages(t, worker, stream, text, controlled, down)
            return
        self.stray_bytes += size
        for place, piece in enumerate(between_breaks(text)):
            self.console.open = self.console.open and not place
            self._write(self.console, t, worker, stream, piece)

    def _draw(self, t: int, worker: int, stream: str, text: str) -> None:
        """Write to the worker's own lines where its cursor stands, and move it."""
        own = self._own(worker)
        pen = self._pens.pop(worker, None) or Pen(own, worker)
        pen.draw(t, stream, text)
        if not pen.is_home:
            self._pens[worker] = pen

    def _own(self, worker: int) -> LineRing:
        own = self.workers.get(worker)
        if own is None:
            own = LineRing(WORKER_LINES)
        elif worker not in self._shared:
            return own
        else:
            own = own.copy()
            self._shared.discard(worker)
            if worker in self._pens:
                self._pens[worker] = self._pens[worker].copy(own)
        self.workers[worker] = own
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
        if self._open or self._decoders or self._begun or self._returned or self.console.open:
            return False
        everything = b"".join([fragment[4] for fragment in fragments])
        if everything.count(b"\n") != len(fragments) or _RETURN in everything or _ESCAPE in everything:
            return False  # a number is found several times faster than a bytes object
        by_worker: dict[int, list[Fragment]] = {}
        for fragment in fragments:
            data = fragment[4]
            if not 0 < len(data) <= LINE_CHARACTERS or data[-1] != _NEWLINE:
                return False
            worker = fragment[1]
            if worker in by_worker:
                by_worker[worker].append(fragment)
            else:
                by_worker[worker] = [fragment]
        rings = [(self._own(worker), worker, own) for worker, own in by_worker.items()]
        if any(ring.open or worker in self._pens for ring, worker, _ in rings):
            return False
        for ring, worker, own in rings:
            ring.add_whole(own)
            self.messages_of[worker] = self.messages_of.get(worker, 0) + len(own)
        self.console.add_whole(fragments)
        self.fragments += len(fragments)
        self.messages += len(fragments)
        return True

    def _count_messages(self, t: int, worker: int, stream: str, text: str, controlled: bool, down: bool) -> None:
        """Write to the console, and count the messages that this fragment continues, ends and begins.

        `down`: it is newlines alone, by which a cursor goes down to rows that are there: no empty lines of the console.
        """
        position = self._positions.get(stream, 0) + 1
        self._positions[stream] = position
        key = (worker, stream)
        returned, self._returned = self._returned == key, None
        if returned:
            text = text.lstrip("\r")
            self._returned = None if text else key
            text = text.removeprefix("\n")
            if not text:
                return
        if down and key not in self._open and not self.console.open:
            self.messages += len(text)
            self.messages_of[worker] = self.messages_of.get(worker, 0) + len(text)
            return
        if not controlled:
            self._take_piece(t, key, text, position)
            return
        returns = len(text) - len(text.rstrip("\r"))
        first, *others = between_breaks(text)
        if first or (key in self._open and not others):
            self._take_piece(t, key, first, position)
        for left, piece in zip(range(len(others), 0, -1), others, strict=True):
            if self._end_message(key) and left == returns:
                self._returned = key
            self.console.open = False
            if piece:
                self._take_piece(t, key, piece, position)

    def _end_message(self, key: tuple[int, str]) -> bool:
        """The writer's message ends with what it has so far; returns whether there is one."""
        message = self._open.pop(key, None)
        if message is None:
            return False
        self._count_torn(key, message)
        self.messages += 1
        self.messages_of[key[0]] = self.messages_of.get(key[0], 0) + 1
        return True

    def _count_torn(self, key: tuple[int, str], message: _OpenMessage) -> None:
        if message.torn:
            self.torn += 1
            self.torn_since += message.begun > self._counted[0].get(key[1], 0)

    def _take_piece(self, t: int, key: tuple[int, str], text: str, position: int) -> None:
        """Take what a fragment at `position` of its stream has between two breaks."""
        worker, stream = key
        message = self._open.get(key)
        first = self.console.current(stream, t)
        if message is not None:
            if message.position != position - 1 and not message.torn:
                message.torn = True
                self.console.mark_torn(message.line)
            message.position = position
            if message.torn:
                first.torn = True
        newlines = text.count("\n")
        self._write(self.console, t, worker, stream, text)
        if newlines:
            self.messages += newlines
            self.messages_of[worker] = self.messages_of.get(worker, 0) + newlines
            if message is not None:
                self._count_torn(key, message)
                del self._open[key]
                message = None
        if message is None and not text.endswith("\n"):
            self._open[key] = _OpenMessage(position, self.console.added)

    def _write(self, ring: LineRing, t: int, worker: int, stream: str, text: str) -> None:
        parts = text.split("\n")
        for part in parts[:-1]:
            ring.write(t, worker, stream, part)
            ring.open = False
        if parts[-1]:
            ring.write(t, worker, stream, parts[-1])

    def forget_worker(self, worker: int) -> int:
        """The worker, which has ended, is not kept any more; returns how many messages it wrote."""
        self.workers.pop(worker, None)
        self._shared.discard(worker)
        self._pens.pop(worker, None)
        return self.messages_of.pop(worker, 0)

    def close_worker(self, t: int, worker: int) -> None:
        """The worker ended: what it wrote since its last newline was its last message."""
        for key in [key for key in self._decoders if key[0] == worker]:
            self._add_text(t, worker, key[1], self._decoders.pop(key).decode(b"", final=True), 0)
        for key in [key for key in self._begun if key[0] == worker]:
            text = self._begun.pop(key)
            for ring in (self._own(worker), self.console):
                self._write(ring, t, worker, key[1], text)
        for key in [key for key in self._open if key[0] == worker]:
            self._end_message(key)


def _copied(decoder: codecs.IncrementalDecoder) -> codecs.IncrementalDecoder:
    copied = _incremental_decoder(decoder.errors)
    copied.setstate(decoder.getstate())
    return copied
