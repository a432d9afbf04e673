"""How the timeline's cells look: lines by state, with the name of what is held or waited for where there is room."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from rich.segment import Segment
from rich.style import Style

from mptui.findings.words import name_of
from mptui.model.history import Activity, History
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState
from mptui.model.track import BLOCKED, CODE_SHIFT, HOLDING, OPERATION_BIT, OUTPUT_BIT, PAUSED, RUNNING
from mptui.model.values import Values
from mptui.projections.snapshot import object_name
from mptui.ui.paint.glyphs import Glyphs
from mptui.ui.paint.styles import Styles
from mptui.ui.paint.text import cells, plain
from mptui.ui.parts.painted import Row

Cell = tuple[str, Style]
KIND = 7
KIND_AND_CODE = ~(OUTPUT_BIT | OPERATION_BIT)
LEGEND = ((RUNNING, "running"), (HOLDING, "holding"), (BLOCKED, "blocked"), (PAUSED, "paused"))


def inks(look: Styles) -> tuple[Style, ...]:
    """The colour of each kind of time."""
    states = look.states
    return (
        look.faint,
        states[WorkerState.RUNNING],
        look.accent + Style(bold=True),
        states[WorkerState.BLOCKED],
        states[WorkerState.PAUSED],
    )


def spread(text: str) -> list[str]:
    """`text` as one string a cell of the terminal: a wide character, and nothing in the cell after it."""
    spots: list[str] = []
    for character in text:
        size = cells(character)
        if not size and spots:
            spots[-1] += character
        elif size:
            spots += [character, *[""] * (size - 1)]
    return spots


def state_cells(look: Styles, glyphs: Glyphs, numbers: Sequence[int], label: Callable[[int], str]) -> list[Cell]:
    """The cells of a worker. `label`: what stands in a stretch of one code that is long enough."""
    colours = inks(look)
    drawn: list[Cell] = []
    for number, stretch in groupby(numbers, lambda number: number & KIND_AND_CODE):
        kind = number & KIND
        if not kind:
            drawn += [(" ", colours[0])] * len(list(stretch))
            continue
        marks = [cell >> 3 & 3 for cell in stretch]
        texts = [glyphs.states[kind - 1][mark] for mark in marks]
        if kind in (HOLDING, BLOCKED) and len(texts) >= 5:
            name = spread(label(number >> CODE_SHIFT))
            if name and len(name) + 2 <= len(texts):
                texts[1 : 1 + len(name)] = name
        drawn += [(text, colours[kind]) for text in texts]
    return drawn


def activity_label(state: RunState, activity: Activity) -> str:
    """What is waited for, or held, in a word or two."""
    if activity.kind == HOLDING:
        return plain(object_name(state, activity.holding[0]))
    if activity.target is not None:
        return f"{activity.op} {plain(name_of(state, activity.target))}"
    return plain(object_name(state, activity.object)) if activity.object is not None else activity.op


def value_cells(
    look: Styles,
    glyphs: Glyphs,
    values: Values,
    spans: Iterable[tuple[int, int]],
    top: int,
    tag: Callable[[int], str],
) -> list[Cell]:
    """The cells of an object: its depth against `top`, or the tags of its holders."""
    if not values.holds:
        depths = [values.most(begin, end) if begin < end else None for begin, end in spans]
        return [(" ", look.faint) if depth is None else (_depth(glyphs, depth, top), look.accent) for depth in depths]
    drawn: list[Cell] = []
    holders = [values.at((begin + end) // 2)[0] if begin < end else None for begin, end in spans]
    for holder, stretch in groupby(holders):
        count = len(list(stretch))
        if not holder:
            drawn += [(" " if holder is None else glyphs.depths[0], look.faint)] * count
            continue
        text = tag(holder) if len(tag(holder)) <= count else ""
        ink = look.worker(tag(holder))
        drawn += [(character, ink) for character in text.ljust(count, glyphs.states[1][0])]
    return drawn


def _depth(glyphs: Glyphs, depth: int, top: int) -> str:
    steps = len(glyphs.depths) - 1
    if depth <= 0:
        return glyphs.depths[0]
    return glyphs.depths[min(max(-(-depth * steps // max(top, 1)), 1), steps)]


def joined(look: Styles, drawn: Sequence[Cell], paper: Style, cursor: int | None) -> Row:
    """Cells as segments; the cursor's column stands out."""
    row: Row = []
    for place, part in _parts(len(drawn), cursor):
        under = (
            paper if place != cursor else (look.chosen + Style(reverse=True) if paper is look.chosen else look.chosen)
        )
        for style, stretch in groupby(drawn[place:part], lambda cell: cell[1]):
            row.append(Segment("".join(text for text, _ in stretch), under + style))
    return row


def _parts(length: int, cursor: int | None) -> list[tuple[int, int]]:
    if cursor is None or not 0 <= cursor < length:
        return [(0, length)]
    return [(0, cursor), (cursor, cursor + 1), (cursor + 1, length)]


def legend(glyphs: Glyphs, width: int) -> str:
    """What the marks mean."""
    states = "  ".join(f"{glyphs.states[kind - 1][0]} {word}" for kind, word in LEGEND)
    running = glyphs.states[0]
    text = f"{states}   {running[1]} output  {running[2]} operation   {glyphs.turn} knob"
    return f"{text} turned   {glyphs.states[2][1]} blocked, with marks" if width >= 110 else text


def worker_label(state: RunState, history: History) -> Callable[[int], str]:
    """The label of a code."""
    return lambda code: activity_label(state, history.activity(code))
