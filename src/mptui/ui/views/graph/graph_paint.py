"""How the graph's parts look: a cycle drawn as a cycle, and bands of waiters ─▶ thing ─▶ holders."""

from rich.segment import Segment
from rich.style import Style

from mptui.model.queries import Edge
from mptui.model.state import SharedObject, Worker
from mptui.model.uses import takers_ended
from mptui.projections.status import duration
from mptui.projections.wait_groups import WaitGroup, holder_note, nobody_text
from mptui.projections.wording import queue_bar, taken_words
from mptui.ui.paint.glyphs import glyphs_of
from mptui.ui.paint.text import cells, cut, plain, short_where, wrapped
from mptui.ui.parts.painted import Row
from mptui.ui.ui_state import UiState
from mptui.ui.views.graph.boxes import Block, arrow, beside, box, padded

NAMED = 4
"""Waiters of one thing that have a line of their own; when there are more, one of these lines counts them."""
WHERE_FROM = 110
"""Width from which on there is room for the line of the source where somebody waits."""
NARROW = 60
"""Below this width a wait is one line without boxes."""


def who(ui: UiState, worker: Worker, paper: Style) -> Row:
    """A worker's tag and name."""
    look, tag = ui.look, ui.tag(worker.id)
    return [Segment(f" {tag} ", paper + look.worker(tag)), Segment(plain(worker.name), paper + look.text)]


def thing_name(edge: Edge) -> str:
    """What is waited for, when it is no worker."""
    return plain(edge.object.label) if edge.object is not None else plain(edge.wait.op)


# A cycle


def cycle_block(ui: UiState, cycle: tuple[Edge, ...], width: int) -> Block:
    """The cycle as a row of boxes with a line back to the first; a line a wait where that has no room."""
    for reach in (10, 4):
        block = _drawn_cycle(ui, cycle, reach)
        if sum(cells(segment.text) for segment in block[1]) <= width:
            return block
    return _listed_cycle(ui, cycle)


def _drawn_cycle(ui: UiState, cycle: tuple[Edge, ...], reach: int) -> Block:
    look, glyphs = ui.look, glyphs_of(ui.look)
    paper, ink = look.ground, ui.ink(cycle[0].waiter)
    parts: list[tuple[Block, int]] = [([[Segment(" ", paper)]] * 3, 1)]

    def link(label: str) -> None:
        gap = [Segment(" " * reach, paper)]
        parts.append(([gap, [Segment(arrow(label, reach, glyphs.arrow), paper + ink)], gap], reach))

    for place, edge in enumerate(cycle):
        if place:
            link(_held_words(cycle[place - 1]))
        row = [*who(ui, edge.waiter, paper), Segment(" ", paper)]
        size = sum(cells(segment.text) for segment in row) + 2
        parts.append((box([row], size, glyphs.cycle, ink, paper), size))
        if edge.object is not None:
            link(plain(edge.wait.op))
            name = f" {thing_name(edge)} "
            parts.append((box([[Segment(name, paper + look.strong)]], cells(name) + 2, glyphs.box, ink, paper),
                          cells(name) + 2))  # fmt: skip
    across, down = glyphs.box[4:]
    parts.append(
        (
            [
                [Segment("  ", paper)],
                [Segment(across + glyphs.box[1], paper + ink)],
                [Segment(f" {down}", paper + ink)],
            ],
            2,
        )
    )
    block = beside(*parts, paper=paper)
    return [*block, _way_back(ui, cycle, sum(size for _, size in parts))]


def _held_words(edge: Edge) -> str:
    return taken_words(edge.object) if edge.object is not None else "join"


def _way_back(ui: UiState, cycle: tuple[Edge, ...], width: int) -> Row:
    look, glyphs = ui.look, glyphs_of(ui.look)
    since = f" for {duration(min(edge.ns for edge in cycle))} "
    label = f"{_held_words(cycle[-1])} "
    room = width - 6
    line = arrow(f" {label.strip()},{since}", room + 1, (glyphs.box[4], glyphs.box[4]))[:room]
    return [
        Segment("   ", look.ground),
        Segment(f"{glyphs.up}{glyphs.box[4]}{line}{glyphs.box[3]}", look.ground + ui.ink(cycle[0].waiter)),
    ]


def _listed_cycle(ui: UiState, cycle: tuple[Edge, ...]) -> Block:
    look, glyphs = ui.look, glyphs_of(ui.look)
    line = look.ground + ui.ink(cycle[0].waiter)
    widest = max(cells(plain(edge.waiter.name)) + cells(ui.tag(edge.waiter.id)) + 2 for edge in cycle)
    things = max(cells(thing_name(edge)) for edge in cycle)
    block = []
    for place, edge in enumerate(cycle):
        first, last = place == 0, place == len(cycle) - 1
        side = glyphs.box[0] if first else glyphs.box[2] if last else glyphs.box[5]
        head = glyphs.arrow[1] if first else glyphs.box[4] if last else " "
        row = [Segment(f" {side}{head}", line), *padded(who(ui, edge.waiter, look.ground), widest, look.ground)]
        row.append(Segment(f" {duration(edge.ns).rjust(8)} ", look.ground + look.muted))
        if edge.object is not None:
            row.append(Segment(f"{arrow(plain(edge.wait.op), 11, glyphs.arrow)} ", line))
            row += padded([Segment(thing_name(edge), look.ground + look.strong)], things, look.ground)
        row.append(Segment(f" {arrow(_held_words(edge), 11, glyphs.arrow)}", line))
        block.append(row + who(ui, edge.holders[0], look.ground))
    return block


# A band


def band_height(group: WaitGroup, width: int) -> int:
    """Rows of a band."""
    if width < NARROW:
        return min(len(group.waiters), NAMED)
    return max(min(len(group.waiters), NAMED), min(max(len(group.holders), 2), 3)) + 2


def band_block(ui: UiState, group: WaitGroup, width: int) -> Block:
    """Waiters, what they wait for, and who has it."""
    if width < NARROW:
        rows = _waiter_rows(ui, group, width // 2 - 1)
        return [_line(ui, group, row) for row in rows[: band_height(group, width)]]
    look, glyphs = ui.look, glyphs_of(ui.look)
    paper = look.ground
    left, first, middle, second = _columns(width)
    right = min(width - left - first - middle - second - 1, 44)
    waiters = _waiter_rows(ui, group, left - 2)
    wide = max(sum(cells(segment.text) for segment in row) for row in waiters) + 2
    waiting = box(waiters, min(wide, left), glyphs.box, look.faint, paper)
    waiting = [[*padded([], left - min(wide, left), paper), *row] for row in waiting]
    thing = box(_thing_rows(ui, group, middle - 2), middle, glyphs.box, look.accent, paper)
    parts: list[tuple[Block, int]] = [([[Segment(" ", paper)]] * len(waiting), 1), (waiting, left)]
    parts.append((_arrow_block(ui, plain(group.op), first), first))
    parts.append((thing, middle))
    if group.target is None and group.holders:
        shared = group.object
        dead = shared is not None and _is_lost(ui, shared)
        parts.append((_arrow_block(ui, taken_words(shared), second, look.bad if dead else look.muted), second))
        parts.append((box(_holder_rows(ui, group), right, glyphs.box, look.bad if dead else look.muted, paper), right))
    else:
        text = holder_note(ui.state, group.target) if group.target is not None else nobody_text(group)
        if group.target is not None and group.target.wait is not None:
            text = f"which {text}"
        lines = [[Segment(f"  {plain(line)}", paper + look.muted)] for line in wrapped(text, second + right - 2)]
        parts.append(([[], *lines], second + right))
    block = beside(*parts, paper=paper)
    return block + [[] for _ in range(band_height(group, width) - len(block))]


def _is_lost(ui: UiState, shared: SharedObject) -> bool:
    """Whether it is proven that whoever ended with it is not followed by anybody who gives it back."""
    return shared.id in ui.engine.diagnosis.stuck_objects and takers_ended(ui.state, shared)


def _columns(width: int) -> tuple[int, int, int, int]:
    """Widths of waiters, arrow, thing, arrow."""
    left = min(max(width * 3 // 10 - 1, 20), 46)
    return left, (13 if width >= 100 else 10), min(max(width // 5 - 1, 14), 28), (13 if width >= 100 else 10)


def _arrow_block(ui: UiState, label: str, width: int, ink: Style | None = None) -> Block:
    look, glyphs = ui.look, glyphs_of(ui.look)
    gap = [Segment(" " * width, look.ground)]
    return [gap, [Segment(arrow(label, width, glyphs.arrow), look.ground + (ink or look.muted))]]


def _waiter_rows(ui: UiState, group: WaitGroup, width: int) -> list[Row]:
    """The longest waiters, the selected one in any case, and how many more there are."""
    look, chosen = ui.look, ui.chosen_worker
    waiters = list(group.waiters)
    more = 0
    if len(waiters) > NAMED:
        kept = waiters[: NAMED - 1]
        if chosen is not None and all(edge.waiter.id != chosen.id for edge in kept):
            kept[-1:] = [edge for edge in waiters if edge.waiter.id == chosen.id] or kept[-1:]
        more, waiters = len(waiters) - len(kept), kept
    rows = []
    for edge in waiters:
        paper = look.chosen if chosen is not None and edge.waiter.id == chosen.id else look.ground
        tail = f" {duration(edge.ns)} "
        if width >= 36 and edge.wait.where and len(waiters) > 1:
            tail = f" {short_where(edge.wait.where)} {tail}"
        name = padded(who(ui, edge.waiter, paper), max(width - cells(tail), 8), paper)
        rows.append([*name, Segment(tail, paper + ui.ink(edge.waiter))])
    if len(rows) == 1 and waiters[0].wait.where:
        rows.append([Segment(f" at {short_where(waiters[0].wait.where)}", look.ground + look.muted)])
    if more:
        rows.append([Segment(f" and {more} more wait ", look.ground + look.muted)])
    return rows


def _thing_rows(ui: UiState, group: WaitGroup, room: int) -> list[Row]:
    look, paper = ui.look, ui.look.ground
    count = f"{len(group.waiters)} wait" if len(group.waiters) > 1 else "1 waits"
    if group.target is not None:
        worker = group.target
        return [
            who(ui, worker, paper),
            [Segment(f" {worker.state.glyph} {worker.word}", paper + ui.ink(worker))],
        ]
    shared = group.object
    if shared is None:
        return [[Segment(f" {plain(group.op)}", paper + look.strong)], [Segment(f" {count}", paper + look.muted)]]
    about = queue_bar(shared) if shared.family == "queue" else f"{shared.type} · {count}"
    if cells(about) + 1 > room:
        about = count
    return [[Segment(f" {plain(shared.label)}", paper + look.strong)], [Segment(f" {about}", paper + look.muted)]]


def _holder_rows(ui: UiState, group: WaitGroup) -> list[Row]:
    look, paper, now = ui.look, ui.look.ground, ui.engine.now
    if len(group.holders) == 1:
        holder, shared = group.holders[0], group.object
        held = f"  {duration(now - shared.since)}" if shared is not None and shared.holders else ""
        ink = look.bad if shared is not None and _is_lost(ui, shared) else ui.ink(holder)
        note = f" {holder.state.glyph} {plain(holder_note(ui.state, holder, shared))}"
        return [[*who(ui, holder, paper), Segment(held, paper + look.muted)], [Segment(note, paper + ink)]]
    shown = group.holders[: 3 if len(group.holders) <= 3 else 2]
    rows = [
        [*who(ui, holder, paper), Segment(f" {holder.state.glyph} {holder.word}", paper + ui.ink(holder))]
        for holder in shown
    ]
    if len(shown) < len(group.holders):
        rows.append([Segment(f" and {len(group.holders) - len(shown)} more", paper + look.muted)])
    return rows


def _line(ui: UiState, group: WaitGroup, waiter: Row) -> Row:
    """One wait on a narrow screen."""
    look, glyphs = ui.look, glyphs_of(ui.look)
    link = Segment(f"{glyphs.arrow[1]} ", look.ground + look.faint)
    name = (
        group.target.name if group.target is not None else group.object.label if group.object is not None else group.op
    )
    row = [*waiter, link, Segment(cut(plain(name), 12) + " ", look.ground + look.strong)]
    if group.target is None and group.holders:
        tag = ui.tag(group.holders[0].id)
        row += [link, Segment(f"{tag} ", look.ground + look.worker(tag))]
        row.append(Segment(plain(group.holders[0].name), look.ground + look.text))
    return row
