"""One object's whole story: made where, held by whom and who waits since when, its layers, its last operations."""

from pathlib import Path

from rich.segment import Segment
from rich.style import Style

from mptui.findings.words import name_of
from mptui.model.state import Operation, SharedObject
from mptui.model.uses import is_free
from mptui.model.waits import Wait
from mptui.projections.object_facts import (
    depth_history,
    holdings,
    rate_of,
    rate_text,
    short_time,
    since_text,
    sparkline,
    times_of,
    waiters_of,
)
from mptui.projections.status import NS, duration
from mptui.projections.wording import object_text, queue_bar, taken_words
from mptui.ui.paint.text import cells, expand, fit, plain, short_where, visible
from mptui.ui.parts.painted import Row, Scrolled, heading
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.view_part import ViewPart

BESIDE = 120
"""From this width on the last operations stand beside those who wait."""
LEAD = 9
LARGEST = 1_000_000
"""Bytes of a source file that are looked through for a line."""
COURSE = 24
FAR = 1_000_000
"""Rows from one end of any list to the other."""
NOT_KNOWN = "not known"
"""What is in an object or who holds it, if what mptui sees need not be all that happens to it."""


class ObjectDetail(Scrolled, ViewPart):
    """The selected object. What is known of it stands still; the list of those who wait scrolls."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen.ui, id="object-detail")
        self._main = screen
        self._top = 0
        self._page = 1
        self._line: tuple[str, str] = ("", "")

    def opened(self) -> None:
        """Show the object from its beginning."""
        self._top = 0

    def move(self, dx: int, dy: int) -> bool:
        """A line up or down."""
        self.scroll_lines(dx or dy)
        return True

    def page(self, step: int) -> bool:
        """As many lines as are visible."""
        self.scroll_pages(step)
        return True

    def jump(self, step: int) -> bool:
        """The first or the last line."""
        self.scroll_lines(step * FAR)
        return True

    def leave(self) -> bool:
        """Back to where the object was selected."""
        self._main.show_view(self._main.came_from)
        return True

    def scroll_lines(self, lines: int) -> None:
        """Move in the list of those who wait."""
        self._top = max(self._top + lines, 0)
        self.update()

    def scroll_pages(self, pages: int) -> None:
        """Move by as many as are visible."""
        self.scroll_lines(pages * max(self._page, 1))

    def rows(self) -> list[Row]:
        """What is known of the object, then those who wait and what happened last."""
        shared = self.ui.state.objects.get(self.ui.object or 0)
        if shared is None:
            text = "  no object is selected: tab goes to the objects, O shows them all"
            return [heading(self, "object"), [Segment(text, self.ui.look.ground + self.ui.look.muted)]]
        rows = self._facts(shared)
        room = self.size.height - len(rows)
        if room <= 0:
            return rows[: self.size.height]
        if self.size.width >= BESIDE:
            return rows + self._side_by_side(shared, room)
        recent = self._recent(shared, self.size.width, max(room // 3, min(room - 2, 3)))
        waiters = self._waiters(shared, self.size.width, room - len(recent))
        recent = self._recent(shared, self.size.width, room - len(waiters))
        return rows + waiters + recent

    def _side_by_side(self, shared: SharedObject, room: int) -> list[Row]:
        paper, half = self.ui.look.ground, self.size.width // 2
        left = self._waiters(shared, half, room)
        right = self._recent(shared, self.size.width - half - 1, room)
        joined = []
        for at in range(max(len(left), len(right))):
            first = Segment.adjust_line_length(left[at] if at < len(left) else [], half, paper)
            joined.append([*first, Segment(" ", paper), *(right[at] if at < len(right) else [])])
        return joined

    def _facts(self, shared: SharedObject) -> list[Row]:
        look, state = self.ui.look, self.ui.state
        made = f"{plain(shared.type)} of {shared.module}" + ("" if shared.own else ", made by a library")
        if shared.copy_of is not None:
            made += ", the copy that a fork made of it for one process"
        rows = [heading(self, plain(shared.label), f"{made} · esc back")]
        where, code = shared.where, self._source_line(shared.where)
        rows.append(self._fact("made at", [(plain(short_where(where)), look.muted), (f"  {code}", look.text)]))
        rows += self._held(shared)
        _, counts = object_text(state, shared)
        if shared.family in ("queue", "pipe"):
            rows.append(self._fact("depth", self._depth(shared)))
            if shared.is_layered and shared.counted:
                rows.append(self._fact("layers", self._layers(shared)))
        elif shared.family == "semaphore":
            rows.append(self._fact("value", [(str(shared.depth) if shared.counted else NOT_KNOWN, look.text)]))
        stats = state.stats.get(shared.id)
        if stats is None:
            return [*rows, self._fact("so far", [(counts, look.text)])]
        for word, histogram in (("hold", stats.hold), ("wait", stats.wait)):
            summary = times_of(state, shared, word, self.ui.engine.now)
            if summary is not None:
                median, high, longest = (short_time(value) for value in summary)
                times = "once" if histogram.count == 1 else f"{histogram.count} times" if histogram.count else "so far"
                text = f"p50 {median} · p99 {high} · max {longest} · {times}"
                rows.append(self._fact(word, [(text, look.text)]))
        rate = f"{rate_text(rate_of(state, shared))} per s"
        return [*rows, self._fact("through", [(rate if shared.is_layered else f"{rate} · {counts}", look.text)])]

    def _fact(self, word: str, parts: list[tuple[str, Style]]) -> Row:
        look = self.ui.look
        row = [Segment(f" {fit(word, LEAD - 2)} ", look.ground + look.muted)]
        row += [Segment(text, look.ground + ink) for text, ink in parts]
        return Segment.adjust_line_length(row, self.size.width, look.ground)

    def _held(self, shared: SharedObject) -> list[Row]:
        """A row a holder, three at most; a lock that nobody holds is free."""
        look, ui = self.ui.look, self.ui
        found = holdings(shared)
        if not found and not is_free(shared):
            return [self._fact("held by", [(NOT_KNOWN, look.muted)])] if shared.family == "lock" else []
        if not found:
            return [self._fact("held by", [("nobody: it is free", look.good)])] if shared.family == "lock" else []
        rows = []
        for place, take in enumerate(found[:3]):
            tag, worker = ui.tag(take.worker), ui.state.workers.get(take.worker)
            parts = [(f"{tag} {plain(name_of(ui.state, take.worker))}", look.worker(tag))]
            if worker is not None:
                parts.append((f"  {worker.state.glyph} {worker.word}", ui.ink(worker)))
            parts.append((f"  {since_text(take.since, ui.engine.now)}", look.text))
            parts.append((f"  {plain(short_where(take.where))}", look.muted))
            if place == 2 and len(found) > 3:
                parts.append((f"  and {len(found) - 3} more", look.muted))
            rows.append(self._fact(taken_words(shared) if not place else "", parts))
        return rows

    def _depth(self, shared: SharedObject) -> list[tuple[str, Style]]:
        look, ui = self.ui.look, self.ui
        if not shared.counted:
            return [(NOT_KNOWN, look.muted)]
        bar = queue_bar(shared) if shared.family == "queue" else f"{shared.depth} in flight"
        lesson_run = depth_history(ui.state, shared, ui.engine.now, COURSE)
        words = [(bar, look.text), (f"  most {shared.max_depth}  ", look.muted)]
        return [*words, (sparkline(lesson_run, shared.maxsize), look.accent), ("  the last 12 s", look.muted)]

    def _layers(self, shared: SharedObject) -> list[tuple[str, Style]]:
        look = self.ui.look
        flow = [(f"{shared.puts} put", look.text), (" ──▶ ", look.faint)]
        flow += [(f"[{shared.in_buffers} in feeder buffers]", look.text), (" ──▶ ", look.faint)]
        flow += [(f"[{shared.in_pipe} in the pipe]", look.text), (" ──▶ ", look.faint)]
        return [*flow, (f"{shared.gets} got", look.text)]

    def _waiters(self, shared: SharedObject, width: int, room: int) -> list[Row]:
        """Everybody who waits, longest first: as many as fit from where it was scrolled to."""
        look = self.ui.look
        waits = waiters_of(shared)
        self._page = max(room - 1, 1)
        self._top = max(min(self._top, len(waits) - self._page), 0)
        shown = waits[self._top : self._top + self._page]
        part = f" · {self._top + 1} to {self._top + len(shown)}, pgdn more" if len(shown) < len(waits) else ""
        rows = [_title(self, f"waiting {len(waits)}{part}", width)]
        if not waits:
            rows.append([Segment("  nobody waits", look.ground + look.muted)])
        return (rows + [self._waiter(wait, width) for wait in shown])[: max(room, 0)]

    def _waiter(self, wait: Wait, width: int) -> Row:
        look, ui = self.ui.look, self.ui
        tag = ui.tag(wait.worker)
        row = [
            Segment(f" {tag.rjust(3)} ", look.ground + look.worker(tag)),
            Segment(fit(plain(name_of(ui.state, wait.worker)), 14), look.ground + look.text),
            Segment(f" ⏸ {fit(plain(wait.op), 7)} ", look.ground + self._wait_ink(wait)),
            Segment(f"for {duration(ui.engine.now - wait.since).ljust(10)}", look.ground + look.text),
            Segment(f"since {wait.since / NS:.3f} s  {plain(short_where(wait.where))}", look.ground + look.muted),
        ]
        return Segment.adjust_line_length(row, width, look.ground)

    def _wait_ink(self, wait: Wait) -> Style:
        worker = self.ui.state.workers.get(wait.worker)
        return self.ui.ink(worker) if worker is not None else self.ui.look.muted

    def _recent(self, shared: SharedObject, width: int, room: int) -> list[Row]:
        """The last operations, newest first."""
        stats = self.ui.state.stats.get(shared.id)
        found = list(stats.recent)[::-1] if stats is not None else []
        if room < 2:
            return []
        rows = [_title(self, "last operations, newest first", width)]
        return rows + [self._operation(operation, width) for operation in found[: room - 1]]

    def _operation(self, operation: Operation, width: int) -> Row:
        look, ui = self.ui.look, self.ui
        tag = ui.tag(operation.worker)
        value = f"  {visible(operation.value)}" if operation.value else ""
        row = [
            Segment(f" {operation.t / NS:12.6f} s ", look.ground + look.muted),
            Segment(f"{tag.rjust(3)} ", look.ground + look.worker(tag)),
            Segment(fit(plain(name_of(ui.state, operation.worker)), 16), look.ground + look.text),
            Segment(f" {fit(plain(operation.op), 9)}", look.ground + look.text),
            Segment(operation.outcome, look.ground + (look.muted if operation.outcome == "ok" else look.warn)),
            Segment(value, look.ground + look.text),
        ]
        return Segment.adjust_line_length(row, width, look.ground)

    def _source_line(self, where: str) -> str:
        """The line that made the object; read once, when the object is first shown."""
        if self._line[0] != where:
            self._line = (where, read_line(where))
        return self._line[1]


def read_line(where: str) -> str:
    """The text of the line `file:line` without its indentation; empty if it cannot be read."""
    path, _, number = where.rpartition(":")
    try:
        with Path(path).open("rb") as file:
            lines = file.read(LARGEST).decode("utf-8", "backslashreplace").splitlines()
        return expand(visible(lines[int(number) - 1].strip()))
    except (OSError, ValueError, IndexError):
        return ""


def _title(widget: ObjectDetail, text: str, width: int) -> Row:
    look = widget.ui.look
    rule = "─" * max(width - cells(text) - 4, 0)
    row = [Segment(f" {text} ", look.ground + look.strong), Segment(rule, look.ground + look.faint)]
    return Segment.adjust_line_length(row, width, look.ground)
