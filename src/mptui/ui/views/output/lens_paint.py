"""What the lens says of a line: its fragments in order of arrival, whose and when, and the messages they belong to."""

from rich.segment import Segment
from rich.style import Style

from mptui.findings.words import name_of
from mptui.projections.line_writes import Lens, Message, Piece
from mptui.ui.paint.text import cells, cut, expand, fit, plain, split_at, visible
from mptui.ui.parts.painted import Row
from mptui.ui.ui_state import UiState

ENDS = "↵"
ROOMY = 64
"""Width from which the time since the last fragment, and names beside tags, have room."""
NAME = 16


def milliseconds(ns: int) -> str:
    """A time as milliseconds with microseconds: `1234.567 ms`."""
    micros = ns // 1000
    return f"{micros // 1000}.{micros % 1000:03d} ms"


def lens_rows(ui: UiState, lens: Lens, width: int) -> list[Row]:
    """All rows, each at most `width` cells."""
    look = ui.look
    rows: list[Row] = [_title(ui, lens, width), []]
    before: int | None = None
    for place, piece in enumerate(lens.pieces, start=1):
        rows += _piece(ui, place, piece, before, width)
        before = piece.t
    if lens.line.cut:
        rows.append([Segment(f"   and {lens.line.cut} characters more, which are not kept", look.ground + look.warn)])
    for message in lens.messages:
        rows += [[], *_message(ui, message, lens.line.number, width)]
    return rows


def _title(ui: UiState, lens: Lens, width: int) -> Row:
    look = ui.look
    writers = len({piece.worker for piece in lens.pieces})
    count = len(lens.pieces)
    words = "1 fragment" if count == 1 else f"{count} fragments"
    among = " from 1 worker" if writers == 1 else f" from {writers} workers"
    return [
        Segment(f"Line {lens.line.number}", look.ground + look.strong),
        Segment(" · torn" if lens.line.torn else " · whole", look.ground + (look.bad if lens.line.torn else look.good)),
        Segment(f" · {words}", look.ground + look.muted),
        Segment(f"{among}, in order of arrival" if width >= ROOMY else "", look.ground + look.muted),
    ]


def _piece(ui: UiState, place: int, piece: Piece, before: int | None, width: int) -> list[Row]:
    look = ui.look
    at = "later" if piece.t is None else milliseconds(piece.t)
    lead = f"{place:>2} {at:>13}  "
    if width >= ROOMY:
        gap = f"+{milliseconds(piece.t - before)}" if piece.t is not None and before is not None else ""
        lead += f"{gap:>14}  "
    row = [Segment(lead, look.ground + look.muted), *_writer(ui, piece.worker, width)]
    end = ENDS if piece.ends else ""
    return _quoted(ui, row, piece.text, piece.worker, end, width)


def _writer(ui: UiState, worker: int, width: int) -> Row:
    look, tag = ui.look, ui.tag(worker)
    ink = look.worker(tag)
    name = plain(name_of(ui.state, worker)) if worker else "not known"
    text = fit(f"{tag} {name}", NAME) + "  " if width >= ROOMY else fit(tag, 4)
    return [Segment(text, look.ground + ink)]


def _quoted(ui: UiState, row: Row, text: str, worker: int, end: str, width: int) -> list[Row]:
    """`text` in quotes after `row`, wrapped under itself, in its writer's colour."""
    look = ui.look
    indent = sum(cells(segment.text) for segment in row)
    ink = look.ground + look.worker(ui.tag(worker))
    quiet = look.ground + look.muted
    rest, room = expand(visible(text)), max(width - indent - 3, 1)
    rows = [[*row, Segment("“", quiet)]]
    while True:
        head, tail = split_at(rest, room)
        if not head and tail:
            head, tail = tail[0], tail[1:]
        rows[-1].append(Segment(head, ink))
        if not tail:
            break
        rest = tail
        rows.append([Segment(" " * (indent + 1), look.ground)])
    rows[-1].append(Segment("”" + end, quiet))
    return rows


def _message(ui: UiState, message: Message, number: int, width: int) -> list[Row]:
    look = ui.look
    who = plain(name_of(ui.state, message.worker)) if message.worker else "a writer that is not known"
    facts: list[tuple[str, Style]] = [(f"The message of {who}", look.strong)]
    first, last = message.pieces[0].line, message.pieces[-1].line
    if first < number:
        facts.append((f" · begins on line {first}", look.warn))
    if last > number:
        facts.append((f" · {'ends' if message.complete else 'goes on'} on line {last}", look.warn))
    if not message.complete:
        facts.append((" · no newline yet", look.muted))
    elif len(message.pieces) == 1:
        facts.append((" · one fragment", look.muted))
    if message.by:
        others = ", ".join(plain(name_of(ui.state, worker)) for worker in message.by)
        facts.append((f" · torn by {others}", look.bad))
    heading, room = [], width
    for text, ink in facts:
        shown = cut(text, room)
        room -= cells(shown)
        heading.append(Segment(shown, look.ground + ink))
        if room <= 0:
            break
    if len(message.pieces) == 1:
        return [heading]
    rows = [heading, *_quoted(ui, [Segment("  ", look.ground)], message.text, message.worker, "", width)]
    if first != last:
        for piece in message.pieces:
            lead = f"  line {piece.line}  {'later' if piece.t is None else milliseconds(piece.t)}  "
            row = [Segment(lead, look.ground + look.muted)]
            rows += _quoted(ui, row, piece.text, piece.worker, ENDS if piece.ends else "", width)
    return rows
