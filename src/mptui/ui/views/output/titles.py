"""The titles of the console and of a zoomed pane: thin rules with words on them."""

from rich.segment import Segment
from rich.style import Style

from mptui.projections.status import state_text, torn_text
from mptui.projections.wording import reason_text
from mptui.ui.paint.text import cells, cut, plain
from mptui.ui.views.output.log_view import LogView

WATCHED = "being watched takes time: see ?"
"""The observer effect in a few words; the help has the rest."""


def console_title(log: LogView, width: int) -> list[Segment]:
    """`console`, the torn messages, stray bytes, and whether it follows."""
    look, output = log.ui.look, log.ui.state.output
    words = _scroll_words(log)
    worker = log.ui.chosen_worker
    if log.ui.only and worker is not None:
        words.append((f"only {plain(worker.name)} · m: all", look.warn))
    words.append((torn_text(log.ui.state), look.bad if output.torn else look.muted))
    if output.stray_bytes:
        words.append((f"stray {output.stray_bytes} bytes", look.warn))
    if log.ui.query:
        words.append((f"“{cut(plain(log.ui.query), 20)}” on {len(log.hits())} lines", look.warn))
    return _rule(log, width, "console", words, WATCHED)


def zoom_title(log: LogView, width: int) -> list[Segment]:
    """The worker's name, pid and state, and why it is in it."""
    look, worker = log.ui.look, log.ui.chosen_worker
    if worker is None:
        return _rule(log, width, "nobody", [])
    tag = log.ui.tag(worker.id)
    words = [(f"{worker.state.glyph} {state_text(worker, log.ui.state.platform)}", log.ui.ink(worker))]
    if worker.pid is not None:
        words.append((f"pid {worker.pid}", look.muted))
    reason = reason_text(log.ui.state, worker)
    if reason:
        words.append((plain(reason), log.ui.ink(worker) if worker.wait else look.muted))
    words[:0] = _scroll_words(log)
    return _rule(log, width, f"{tag} {plain(worker.name)}", words)


def _scroll_words(log: LogView) -> list[tuple[str, Style]]:
    """Which lines are picked, and that it is frozen."""
    look, picked = log.ui.look, len(log.reading.picked_places)
    if log.following:
        return []
    if not picked:
        return [(f"frozen, {log.behind} below · f follows", look.warn)]
    count = "1 line" if picked == 1 else f"{picked} lines"
    return [(f"{count} picked · y copy · L lens · {log.behind} below", look.warn)]


def _rule(log: LogView, width: int, name: str, words: list[tuple[str, Style]], end: str = "") -> list[Segment]:
    """A rule with words on it; `end` stands at its right end if it has room to itself."""
    look = log.ui.look
    row = [Segment("──", look.ground + look.faint), Segment(f" {name} ", look.ground + look.strong)]
    room = width - cells(name) - 4
    for text, ink in words:
        shown = cut(text, room - 4)
        if room < 8:
            break
        row.append(Segment("─ ", look.ground + look.faint))
        row.append(Segment(shown + " ", look.ground + ink))
        room -= cells(shown) + 3
    tail = f" {end} ──" if end and room > cells(end) + 8 else ""
    row.append(Segment("─" * max(room - cells(tail), 0), look.ground + look.faint))
    row.append(Segment(tail, look.ground + look.muted))
    return row
