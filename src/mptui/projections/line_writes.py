"""A line of the console under a lens: which fragments it is made of, whose and when, and the messages they belong to.

Pure, and worked out when somebody looks. Times are ns since the run's start.
"""

from collections.abc import Iterator

import msgspec

from mptui.model.lines import LINE_WRITES, Line, LineRing

NEAR = 200
"""Lines before and after the one looked at in which the rest of its messages is sought."""


class Piece(msgspec.Struct, frozen=True):
    """What one fragment put on line `line`. `ends`: it wrote the newline. `t` is None where it is not kept."""

    worker: int
    stream: str
    t: int | None
    text: str
    line: int
    ends: bool


class Message(msgspec.Struct, frozen=True):
    """A message's pieces, in order. `by` are the workers that wrote into it; `complete`: its newline was found."""

    worker: int
    stream: str
    pieces: tuple[Piece, ...]
    by: tuple[int, ...]
    complete: bool

    @property
    def text(self) -> str:
        """The message as its worker meant it."""
        return "".join(piece.text for piece in self.pieces)


class Lens(msgspec.Struct, frozen=True):
    """A line's pieces in order of arrival, and the messages that have a piece on it in order of their beginnings."""

    line: Line
    pieces: tuple[Piece, ...]
    messages: tuple[Message, ...]


def look_at(ring: LineRing, number: int) -> Lens:
    """The line of a traced ring under the lens; raises IndexError if it is not kept."""
    line = ring.numbered(number)
    kept = ring.numbers
    near = range(max(number - NEAR, kept.start), min(number + NEAR + 1, kept.stop))
    everything = [
        piece for place in near for piece in pieces_of(ring.numbered(place), ring.open and place == ring.added)
    ]
    own = tuple(piece for piece in everything if piece.line == number)
    found = tuple(message for message in _messages(everything) if any(piece.line == number for piece in message.pieces))
    return Lens(line, own, found)


def find_line(ring: LineRing, worker: int, line: Line) -> int | None:
    """The number of the line of a traced ring where `line`, of a worker's own output, begins; None if it is gone."""
    for number in reversed(ring.numbers):
        if ring.wrote(number, worker):
            for piece in pieces_of(ring.numbered(number), unfinished=False):
                if (piece.worker, piece.t) == (worker, line.t) and line.text.startswith(piece.text):
                    return number
    return None


def pieces_of(line: Line, unfinished: bool) -> tuple[Piece, ...]:
    """The line's pieces; those after LINE_WRITES fragments are a piece a writer, without times."""
    if not line.writes:
        return (Piece(line.parts[0][0], line.stream, line.t, line.text, line.number, ends=True),)
    pieces, at, text = [], 0, line.text
    for t, worker, stream, length in line.writes:
        pieces.append(Piece(worker, stream, t, text[at : at + length], line.number, ends=False))
        at += length
    if len(line.writes) == LINE_WRITES:
        pieces += _untimed(line, at)
    if not unfinished:
        last = pieces[-1]
        pieces[-1] = Piece(last.worker, last.stream, last.t, last.text, last.line, ends=True)
    return tuple(pieces)


def _untimed(line: Line, start: int) -> Iterator[Piece]:
    at = 0
    for worker, text in line.parts:
        rest = text[max(start - at, 0) :]
        at += len(text)
        if rest:
            yield Piece(worker, line.stream, None, rest, line.number, ends=False)


def _messages(pieces: list[Piece]) -> list[Message]:
    """All messages in pieces that are in order of arrival, in order of their beginnings."""
    begun: dict[tuple[int, str], list[int]] = {}
    spans: list[list[int]] = []
    for place, piece in enumerate(pieces):
        key = (piece.worker, piece.stream)
        if key not in begun:
            begun[key] = []
            spans.append(begun[key])
        begun[key].append(place)
        if piece.ends:
            del begun[key]
    return [_message(pieces, places) for places in spans]


def _message(pieces: list[Piece], places: list[int]) -> Message:
    first = pieces[places[0]]
    within = pieces[places[0] : places[-1]]
    others = (piece.worker for piece in within if piece.stream == first.stream and piece.worker != first.worker)
    return Message(
        first.worker,
        first.stream,
        tuple(pieces[place] for place in places),
        tuple(dict.fromkeys(others)),
        pieces[places[-1]].ends,
    )
