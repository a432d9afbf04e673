"""Paints one worker as a pane, a tile or a cell, as lists of segments that are exactly as wide as they are told."""

from rich.segment import Segment

from mptui.model.output import Line
from mptui.model.projections import duration, reason_text, state_text
from mptui.model.state import Worker
from mptui.ui.text import cells, cut, expand, fit, plain, visible
from mptui.ui.view import View

NS = 1_000_000_000
BAR = "▎"
BAR_CHOSEN = "▌"


def pane_rows(view: View, worker: Worker, chosen: bool, width: int, height: int) -> list[list[Segment]]:
    """A pane: title, why it is as it is, and its last lines."""
    look = view.look
    ink = look.worker(view.tag(worker.id))
    bar = Segment(BAR_CHOSEN if chosen else BAR, look.ground + ink)
    rows = [_title(view, worker, chosen, width)]
    if height > 1:
        rows.append([bar, *_reason(view, worker, width - 1)])
    ring = view.state.output.workers.get(worker.id)
    room = max(height - 2, 0)
    lines = ring.last(room) if ring is not None else []
    body = look.ground + look.text
    for line in lines:
        rows.append([bar, Segment(" " + line_text(line, width - 3) + " ", body)])
    blank = [bar, Segment(" " * (width - 1), look.ground)]
    rows.extend(blank for _ in range(room - len(lines)))
    return rows[:height]


def line_text(line: Line, width: int) -> str:
    """One line of output on exactly `width` cells; what is missing is said."""
    text = expand(visible(line.text))
    if line.cut:
        more = f"{'…'} +{line.cut}"
        return fit(cut(text, max(width - len(more), 0)) + more, width)
    return fit(text, width)


def _title(view: View, worker: Worker, chosen: bool, width: int) -> list[Segment]:
    look = view.look
    paper = look.chosen if chosen else look.raised
    tag = view.tag(worker.id)
    ink = look.worker(tag)
    lead = f" {tag} "
    state = f"{worker.state.glyph} {state_text(worker)}"
    pid = f"{'thread of ' if worker.flavor == 'thread' else 'pid '}{worker.pid}" if worker.pid is not None else ""
    room = width - 1 - len(lead)
    name = plain(worker.name)
    spare = room - cells(state) - 2
    if pid and spare - cells(name) < len(pid) + 2:
        pid = pid.rpartition(" ")[2]
    if pid and spare - min(cells(name), 11) < len(pid) + 2:
        pid = ""
    name = cut(name, max(spare - (len(pid) + 2 if pid else 1), 4))
    pad = room - cells(name) - cells(state) - 2 - cells(pid) - (1 if pid else 0)
    segments = [
        Segment(BAR_CHOSEN if chosen else BAR, paper + ink),
        Segment(lead, paper + ink),
        Segment(name + "  ", paper + look.strong),
        Segment(state, paper + look.states[worker.state]),
    ]
    if pad < 0:
        return Segment.adjust_line_length(segments, width, paper)
    segments.append(Segment(" " * pad + pid + (" " if pid else ""), paper + look.muted))
    return segments


def _reason(view: View, worker: Worker, width: int) -> list[Segment]:
    look = view.look
    text = plain(reason_text(view.state, worker))
    ink = look.states[worker.state] if worker.wait is not None else look.muted
    if worker.probe_failed:
        ink = look.bad
    since = wait_seconds(view, worker)
    long = f" {duration(since * NS)}" if since else ""
    body = fit(" " + text, max(width - len(long) - 1, 0))
    return [
        Segment(body, look.ground + ink),
        Segment(fit(long + " ", len(long) + 1), look.ground + look.muted),
    ]


def wait_seconds(view: View, worker: Worker) -> int:
    """Whole seconds that the worker has waited so far: shorter waits come and go too fast to be read."""
    if worker.wait is None or worker.state.ended:
        return 0
    return max((view.engine.now - worker.wait.since) // NS, 0)


def tile_rows(view: View, worker: Worker, chosen: bool, width: int, height: int) -> list[list[Segment]]:
    """A tile: glyph, tag and name; below, if there is room, why or the last line."""
    look = view.look
    paper = look.chosen if chosen else look.raised
    tag = view.tag(worker.id)
    ink = look.worker(tag)
    state = worker.state
    lead = f"{state.glyph} "
    rows = [
        [
            Segment(BAR_CHOSEN if chosen else BAR, paper + ink),
            Segment(lead, paper + look.states[state]),
            Segment(tag.ljust(3) + " ", paper + ink),
            Segment(fit(plain(worker.name), width - 5 - max(len(tag), 3)) + " ", paper + look.text),
        ]
    ]
    rows[0] = Segment.adjust_line_length(rows[0], width, paper)
    if height > 1:
        text = plain(reason_text(view.state, worker))
        ring = view.state.output.workers.get(worker.id)
        if not text and ring is not None and ring.lines:
            text = expand(visible(ring.lines[-1].text[: width * 4]))
        ink2 = look.states[state] if worker.wait is not None else look.muted
        bar = Segment(BAR_CHOSEN if chosen else BAR, look.ground + ink)
        rows.append([bar, Segment(fit(" " + text, width - 1), look.ground + ink2)])
    return rows


def cell_row(view: View, worker: Worker, chosen: bool, width: int) -> list[Segment]:
    """A cell of the heat map: the state's glyph and the worker's tag."""
    look = view.look
    paper = look.chosen if chosen else look.ground
    text = f"{'▸' if chosen else ' '}{worker.state.glyph}{view.tag(worker.id)}"
    return [Segment(fit(text, width), paper + look.states[worker.state])]
