"""Turns lines of output into rows of the screen: a margin that says who wrote them, then the text in their colours."""

from collections.abc import Hashable
from enum import Enum

from rich.segment import Segment
from rich.style import Style

from mptui.model.lines import Line
from mptui.ui.paint.text import cells, expand, split_at, visible
from mptui.ui.ui_state import UiState

TAGS_WIDTH = 6
MARGIN = TAGS_WIDTH + 4
"""Cells of the margin: a mark, the writers' tags, a rule, and the space around them."""
TORN = "↯"
STDERR = "!"
STRAY = "~"
RULE = "│"

MARGINS = 200
"""The most margins that are kept."""

Run = tuple[str, Style]
Margins = dict[Hashable, list[Segment]]
"""Margins that were painted before, by all that they depend on but the look."""


class Pick(Enum):
    """Whether a line is picked; the value is what its rows show in place of the rule."""

    NONE = RULE
    PICKED = "▌"
    CURRENT = "▶"


def line_rows(
    ui: UiState, line: Line, width: int, most: int, margins: Margins | None, pick: Pick = Pick.NONE
) -> list[list[Segment]]:
    """The rows of one line, wrapped to `width` cells and to at most `most` rows; what is left out is counted.

    There is a margin if there are `margins`, which is added to.
    """
    look = ui.look
    ground = look.ground if pick is Pick.NONE else look.chosen
    if ground.reverse and not look.mono:
        ground = look.ground + Style(bold=True)  # reversed, the writers' colours would be so many backgrounds
    lead = MARGIN if margins is not None else 1
    body = max(width - lead, 1)
    pieces = _wrap(marked(_runs(ui, line), ui.query, look.match), body)
    missing = line.cut + sum(len(text) for piece in pieces[most:] for text, _ in piece)
    pieces = pieces[:most] or [[]]
    if missing:
        _say_missing(pieces[-1], missing, body, look.warn)
    rows = []
    for number, piece in enumerate(pieces):
        rule = pick.value if number == 0 or pick is not Pick.CURRENT else Pick.PICKED.value
        if margins is not None:
            row = [*_margin(ui, line, rule, ground, number == 0, margins)]
        else:
            row = [Segment(" " if pick is Pick.NONE else rule, ground + look.accent)]
        row.extend(Segment(text, ground + ink) for text, ink in piece)
        rows.append(row if pick is Pick.NONE else Segment.adjust_line_length(row, width, ground))
    return rows


def plain_text(line: Line) -> str:
    """The line as it is painted, without colours: what a search looks through."""
    return expand(visible(line.text))


def _runs(ui: UiState, line: Line) -> list[Run]:
    """The line's text in pieces of one writer, each in the writer's colour."""
    look = ui.look
    runs: list[Run] = []
    column = 0
    for place, (worker, raw) in enumerate(line.parts):
        text = expand(visible(raw), column)
        column += cells(text)
        ink = look.muted if line.stream == "stray" else look.worker(ui.tag(worker))
        if place % 2 and look.mono:
            ink += Style(underline=True)  # without colours, a change of writer still shows
        runs.append((text, ink))
    return runs


def marked(runs: list[Run], query: str, ink: Style) -> list[Run]:
    """`runs` with every occurrence of `query` (case ignored) in the search's colours."""
    if not query:
        return runs
    text = "".join(piece for piece, _ in runs).lower()
    wanted, spans, at = query.lower(), [], 0
    if len(text) != sum(len(piece) for piece, _ in runs):
        return runs  # lower() changed the length (İ): positions would lie
    while (at := text.find(wanted, at)) >= 0:
        spans.append((at, at + len(wanted)))
        at += len(wanted)
    marked: list[Run] = []
    start = 0
    for piece, style in runs:
        end, at = start + len(piece), start
        for low, high in spans:
            low, high = max(low, at), min(high, end)
            if low < high:
                marked += [(piece[at - start : low - start], style), (piece[low - start : high - start], ink)]
                at = high
        marked.append((piece[at - start :], style))
        start = end
    return [run for run in marked if run[0]]


def _wrap(runs: list[Run], width: int) -> list[list[Run]]:
    rows: list[list[Run]] = [[]]
    room = width
    for text, ink in runs:
        rest = text
        while rest:
            head, tail = split_at(rest, room)
            if not head and room == width:
                head, tail = rest[0], rest[1:]  # a character wider than the whole row
            if head:
                rows[-1].append((head, ink))
            room -= cells(head)
            rest = tail
            if rest:
                rows.append([])
                room = width
    return rows


def _say_missing(piece: list[Run], missing: int, width: int, ink: Style) -> None:
    """Put `… +N` at the end of a row, over its last characters if need be."""
    text = f"… +{missing}"
    room = max(width - len(text), 0)
    kept: list[Run] = []
    for run, style in piece:
        head, _ = split_at(run, room)
        kept.append((head, style))
        room -= cells(head)
    piece[:] = [*kept, (text, ink)]


def line_mark(line: Line) -> str:
    """The mark before a line's writers: torn, stray, stderr or nothing."""
    if line.torn:
        return TORN
    return STRAY if line.stream == "stray" else STDERR if line.stream == "stderr" else " "


def _margin(ui: UiState, line: Line, rule: str, ground: Style, first: bool, margins: Margins) -> list[Segment]:
    tags = line_tags(ui, line) if first else None
    key = (line_mark(line), line.torn, rule, ground, None if tags is None else tuple(tags))
    known = margins.get(key)
    if known is None:
        if len(margins) >= MARGINS:
            margins.clear()
        known = margins[key] = _new_margin(ui, line, rule, ground, tags)
    return known


def _new_margin(ui: UiState, line: Line, rule: str, ground: Style, tags: list[str] | None) -> list[Segment]:
    """`tags`: those of the line's writers; None on the rows after its first."""
    look = ui.look
    ink = look.accent if rule != RULE else look.bad if line.torn else look.faint
    end = Segment(rule + " ", ground + ink)
    if tags is None:
        return [Segment(" " * (TAGS_WIDTH + 2), ground), end]
    mark = Segment(line_mark(line) + " ", ground + (look.bad if line.torn else look.warn))
    return [mark, *_tags(ui, line, tags, ground), end]


def line_tags(ui: UiState, line: Line) -> list[str]:
    """The tags of the line's writers in order of appearance; those of stray output are not known."""
    if line.stream == "stray":
        return ["stray"]
    return [ui.tag(worker) for worker in dict.fromkeys(worker for worker, _ in line.parts)]


def _tags(ui: UiState, line: Line, writers: list[str], ground: Style) -> list[Segment]:
    """The writers' tags, each in its colour, on TAGS_WIDTH cells."""
    look = ui.look
    if line.stream == "stray":
        return [Segment("stray".ljust(TAGS_WIDTH), ground + look.warn)]
    segments: list[Segment] = []
    room = TAGS_WIDTH
    if len(writers) == 1 and len(writers[0]) <= room:
        return [Segment(writers[0].ljust(room), ground + look.worker(writers[0]))]
    for place, tag in enumerate(writers):
        space = 1 if segments else 0
        left = len(writers) - place - 1
        if len(tag) + space + (1 if left else 0) > room:
            segments.append(Segment("…"[:room], ground + look.muted))
            room -= min(room, 1)
            break
        segments.append(Segment(" " * space + tag, ground + look.worker(tag)))
        room -= len(tag) + space
    segments.append(Segment(" " * room, ground))
    return segments
