"""Paints one worker as a pane, a tile or a cell, as lists of segments that are exactly as wide as they are told."""

from collections.abc import Iterable

from rich.segment import Segment

from mptui.model.lifecycle import WorkerState
from mptui.model.lines import Line
from mptui.model.queries import state_counts
from mptui.model.state import Worker
from mptui.projections.status import state_text, whole_seconds
from mptui.projections.wording import reason_text
from mptui.ui.paint.text import cells, cut, expand, fit, plain, visible
from mptui.ui.ui_state import UiState

NS = 1_000_000_000
TWO_REASONS = 38
"""Below this width, a pane that is TALL breaks its reason over two rows."""
TALL = 5
BAR = "▎"
BAR_CHOSEN = "▌"


def pane_rows(ui: UiState, worker: Worker, chosen: bool, width: int, height: int) -> list[list[Segment]]:
    """A pane: its head, and its last lines."""
    head = pane_head(ui, worker, chosen, width, height)
    return [*head, *pane_body(ui, worker, chosen, width, height - len(head))][:height]


def pane_head(ui: UiState, worker: Worker, chosen: bool, width: int, height: int) -> list[list[Segment]]:
    """The title, and why the worker is as it is."""
    reasons = 2 if width < TWO_REASONS and height >= TALL else 1
    bar = _bar(ui, worker, chosen)
    return [
        _title(ui, worker, chosen, width),
        *([bar, *row] for row in _reason(ui, worker, width - 1, reasons)),
    ]


def _bar(ui: UiState, worker: Worker, chosen: bool) -> Segment:
    look = ui.look
    return Segment(BAR_CHOSEN if chosen else BAR, look.ground + look.worker(ui.tag(worker.id)))


def pane_body(ui: UiState, worker: Worker, chosen: bool, width: int, room: int) -> list[list[Segment]]:
    """The worker's last lines, on `room` rows."""
    look, bar = ui.look, _bar(ui, worker, chosen)
    rows: list[list[Segment]] = []
    ring = ui.state.output.workers.get(worker.id)
    lines = ring.last(room) if ring is not None and room > 0 else []
    body = look.ground + look.text
    for line in lines:
        rows.append([bar, Segment(" " + line_text(line, width - 2), body)])
    blank = [bar, Segment(" " * (width - 1), look.ground)]
    rows.extend(blank for _ in range(room - len(lines)))
    return rows


def line_text(line: Line, width: int) -> str:
    """One line of output on exactly `width` cells; what is missing is said."""
    text = expand(visible(line.text))
    if line.cut:
        more = f"{'…'} +{line.cut}"
        return fit(cut(text, max(width - len(more), 0)) + more, width)
    return fit(text, width)


def _title(ui: UiState, worker: Worker, chosen: bool, width: int) -> list[Segment]:
    """Tag, name, state, how long it has waited, and at the right the pid; the least needed go first."""
    look = ui.look
    paper = look.chosen if chosen else look.raised
    tag = ui.tag(worker.id)
    ink = look.worker(tag)
    lead = f" {tag} "
    state = f"{worker.state.glyph} {state_text(worker, ui.state.platform)}"
    room = width - 1 - len(lead) - 2 - cells(state)
    name = cut(plain(worker.name), max(room, 4))
    room -= cells(name)
    since, pid = wait_text(ui, worker), _pid(worker)
    shown_since = since if since and cells(since) < room else ""
    room -= cells(shown_since)
    pid = next((text for text in (pid, pid.rpartition(" ")[2]) if cells(text) + 2 < room), "")
    segments = [
        Segment(BAR_CHOSEN if chosen else BAR, paper + ink),
        Segment(lead, paper + ink),
        Segment(name + "  ", paper + look.strong),
        Segment(state, paper + ui.ink(worker)),
        Segment(shown_since, paper + look.muted),
        Segment(" " * max(room - cells(pid) - 1, 0) + pid, paper + look.muted),
    ]
    return Segment.adjust_line_length(segments, width, paper)


def _pid(worker: Worker) -> str:
    if worker.pid is None:
        return ""
    return f"{'thread of' if worker.flavor == 'thread' else 'pid'} {worker.pid}"


def _reason(ui: UiState, worker: Worker, width: int, rows: int) -> list[list[Segment]]:
    """Why the worker is as it is, on one row or broken at its dash over two."""
    look = ui.look
    text = plain(reason_text(ui.state, worker)) + hold_text(ui, worker)
    ink = ui.ink(worker) if worker.wait is not None else look.muted
    if worker.probe_failed:
        ink = look.bad
    texts = [text]
    if rows > 1:
        head, dash, tail = text.partition(" — ")
        texts = [text, ""] if cells(text) < width else [head + dash.rstrip(), tail]
    return [[Segment(fit(" " + part, width), look.ground + ink)] for part in texts]


def wait_text(ui: UiState, worker: Worker) -> str:
    """` 3 s`, when the worker has waited for a second or more."""
    seconds = wait_seconds(ui, worker)
    return f" {whole_seconds(seconds)}" if seconds else ""


def wait_seconds(ui: UiState, worker: Worker) -> int:
    """Whole seconds that the worker has waited so far: shorter waits come and go too fast to be read."""
    if worker.wait is None or worker.state.ended:
        return 0
    return max((ui.engine.now - worker.wait.since) // NS, 0)


def hold_text(ui: UiState, worker: Worker) -> str:
    """` for 3 s`, when the worker has held the one thing that it holds, and does not wait, for a second or more."""
    held = set(worker.holding)
    if len(held) != 1 or worker.state is not WorkerState.RUNNING or worker.probe_failed:
        return ""
    shared = ui.state.objects.get(min(held))
    if shared is None or shared.family != "lock":
        return ""
    seconds = (ui.engine.now - shared.since) // NS
    return f" for {whole_seconds(seconds)}" if seconds > 0 else ""


def tile_rows(ui: UiState, worker: Worker, chosen: bool, width: int, height: int) -> list[list[Segment]]:
    """A tile: glyph, tag and name; below, as far as there is room, why, and the last lines."""
    look = ui.look
    paper = look.chosen if chosen else look.raised
    tag = ui.tag(worker.id)
    ink = look.worker(tag)
    bar = BAR_CHOSEN if chosen else BAR
    room = width - 4 - max(len(tag), 2)
    name = plain(worker.name)
    words = _state_words(ui, worker, room - cells(name) - 2)
    title = [
        Segment(bar, paper + ink),
        Segment(f"{worker.state.glyph} ", paper + ui.ink(worker)),
        Segment(tag.ljust(2) + " ", paper + ink),
        Segment(fit(name, room - cells(words)), paper + look.text),
        Segment(words, paper + ui.ink(worker)),
    ]
    rows = [Segment.adjust_line_length(title, width, paper)]
    texts = []
    reason = plain(reason_text(ui.state, worker))
    if cells(reason) > width - 2:
        reason = reason.partition(" — ")[0]
    if not words and not reason:
        reason = state_text(worker, ui.state.platform)
    if reason or height > 2:
        texts.append((reason, ui.ink(worker) if worker.wait is not None else look.muted))
    ring = ui.state.output.workers.get(worker.id)
    room = max(height - 1 - len(texts), 0)
    if ring is not None and room:
        texts += [(line_text(line, width - 2), look.text) for line in ring.last(room)]
    texts += [("", look.text)] * max(height - 1 - len(texts), 0)
    for text, style in texts[: height - 1]:
        body = Segment(fit(" " + text, width - 1), look.ground + style)
        rows.append([Segment(bar, look.ground + ink), body])
    return rows


def _state_words(ui: UiState, worker: Worker, room: int) -> str:
    """The state in words, and how long it waits, as far as there is room; a cell is kept free at the right."""
    for words in (
        state_text(worker, ui.state.platform) + wait_text(ui, worker),
        state_text(worker, ui.state.platform),
        worker.word,
    ):
        if cells(words) < room:
            return words + " "
    return ""


def legend(ui: UiState, workers: Iterable[Worker], hidden: int, width: int) -> list[Segment]:
    """What the glyphs mean and how many workers are in each state; first, how many are not on the page."""
    look = ui.look
    paper = look.ground
    row = [Segment(f" {hidden} more: {{ }}  ", paper + look.muted)] if hidden else []
    room = width - sum(cells(segment.text) for segment in row)
    for state, number in state_counts(workers):
        text = f" {state.glyph} {number} {state.word}  "
        room -= cells(text)
        if room < 0:
            break
        row.append(Segment(text, paper + look.states[state]))
    return Segment.adjust_line_length(row, width, paper)


def cell_row(ui: UiState, worker: Worker, chosen: bool, width: int) -> list[Segment]:
    """A cell of the heat map: the state's glyph and the worker's tag."""
    look = ui.look
    paper = look.chosen if chosen else look.ground
    text = f"{'▸' if chosen else ' '}{worker.state.glyph}{ui.tag(worker.id)}"
    return [Segment(fit(text, width), paper + ui.ink(worker))]
