"""The wall: one widget that paints every worker, so that 300 cost what 10 cost."""

from collections.abc import Hashable, Iterable
from operator import is_not

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from mptui.model.queries import state_counts
from mptui.model.state import Worker
from mptui.projections.wording import reason_text
from mptui.ui.paint.text import plain
from mptui.ui.parts.painted import Row
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.view_part import ViewPart
from mptui.ui.views.workers.wall_paint import (
    cell_row,
    hold_text,
    legend,
    pane_body,
    pane_head,
    pane_rows,
    tile_rows,
    wait_seconds,
)
from mptui.ui.views.workers.wall_plan import Plan, plan

DETAIL = -1
"""Stands for the selected worker's own pane among the numbers of the boxes."""
LINE = -2
"""Stands for the line above it."""


WAITING = "waiting for the program's first worker…"


class Wall(ViewPart):
    """All workers of the run: panes, tiles or cells, as the room allows."""

    ALLOW_SELECT = False

    class Chosen(Message):
        """A worker was clicked; `again` if it was the selected one already."""

        def __init__(self, worker: int, again: bool) -> None:
            super().__init__()
            self.worker = worker
            self.again = again

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen.ui, id="wall")
        self._main = screen
        self._plan: Plan | None = None
        self._stamps: dict[int, tuple[Hashable, Hashable]] = {}
        self._heads: dict[int, list[Row]] = {}
        self._strips: dict[int, tuple[list[Row], Strip]] = {}
        self._rows: dict[int, list[Row]] = {}
        self._workers: list[Worker] = []
        self._lit: int | None = None

    @property
    def layout_plan(self) -> Plan:
        """Where everybody is now."""
        return self._plan or self._make_plan()

    def _make_plan(self) -> Plan:
        self._workers = self.ui.listed
        chosen = self.ui.chosen_worker
        place = next((at for at, worker in enumerate(self._workers) if worker is chosen), 0)
        self._lit = place if self.ui.object is None else None
        first = self._plan.first if self._plan is not None else 0
        return plan(self.size.width, self.size.height, len(self._workers), place, first)

    def work_out(self, force: bool) -> list[Region] | None:
        """Forget the pictures of the boxes that changed since the last frame; all when the layout did."""
        before, lit = self._workers, self._lit
        new = self._make_plan()
        if new != self._plan or force:
            self._plan = new
            self._rows.clear()
            self._heads.clear()
            self._strips.clear()
            self._stamps = {index: self._stamp(index) for index in (*self._visible(new), DETAIL, LINE)}
            return None
        regions = []
        for index in (*self._changed(new, before, lit), DETAIL, LINE):
            stamp, known = self._stamp(index), self._stamps.get(index)
            if stamp != known:
                if known is None or known[0] != stamp[0]:
                    self._heads.pop(index, None)
                self._stamps[index] = stamp
                self._rows.pop(index, None)
                regions.append(self._region(new, index))
        return regions

    def _changed(self, at: Plan, before: list[Worker], lit: int | None) -> Iterable[int]:
        """The visible boxes that may look otherwise than at the last frame. A cell shows nothing but its worker."""
        visible = self._visible(at)
        if at.kind != "cell":
            return visible
        now, known = self._workers, len(before)
        moved = (lit, self._lit) if lit != self._lit else ()
        return [index for index in visible if index >= known or now[index] is not before[index] or index in moved]

    def _is_chosen(self, worker: Worker) -> bool:
        chosen = self.ui.chosen_worker
        return self.ui.object is None and chosen is not None and worker.id == chosen.id

    def _visible(self, at: Plan) -> range:
        first = at.first * at.columns
        return range(first, min(first + at.rows * at.columns, len(self._workers)))

    def _region(self, at: Plan, index: int) -> Region:
        width, height = self.outer_size
        if index == DETAIL:
            return Region(0, height - at.detail, width, at.detail)
        if index == LINE:
            return Region(0, at.top_of(at.rows), width, at.line)
        row = (index - at.first * at.columns) // at.columns
        # The whole band: Textual writes a part of a row from the row's beginning, and so the rest again and again.
        return Region(0, at.top_of(row), width, at.height_of(row))

    def _stamp(self, index: int) -> tuple[Hashable, Hashable]:
        """What a box's picture depends on, its head's and its body's: two equal stamps paint the same."""
        at, ui = self._plan, self.ui
        if index == LINE:
            return tuple(state_counts(self._workers)) if at is not None and at.line else None, None
        worker = self._worker(index)
        if worker is None or at is None or (index == DETAIL and not at.detail):
            return None, None
        chosen = self._is_chosen(worker)
        if at.kind == "cell" and index != DETAIL:
            return (worker.state, worker.exit_code, chosen, ui.tag(worker.id)), None
        ring = ui.state.output.workers.get(worker.id)
        last = ring.lines[-1] if ring is not None and ring.lines else None
        written = (ring.added, ring.edits, last.size, last.cut) if ring is not None and last is not None else None
        reason = reason_text(ui.state, worker) + hold_text(ui, worker)
        who = (worker.id, worker.state, worker.exit_code, worker.name, worker.pid)
        return (who, chosen, reason, wait_seconds(ui, worker)), written

    def _worker(self, index: int) -> Worker | None:
        if index == DETAIL:
            return self.ui.chosen_worker
        return self._workers[index] if index < len(self._workers) else None

    def render_line(self, y: int) -> Strip:
        """One row of the wall."""
        at, look, width = self._plan, self.ui.look, self.outer_size.width
        if at is None or not self._workers:
            return self._empty(y)
        top = self.size.height - at.detail
        if y >= top:
            return Strip(self._box(at, DETAIL)[y - top]).adjust_cell_length(width, look.ground)
        row = at.row_at(y)
        if row >= at.rows:
            return self._line(y, at)
        first = (at.first + row) * at.columns
        indices = range(first, min(first + at.columns, len(self._workers)))
        parts = [self._box(at, index)[y - at.top_of(row)] for index in indices]
        known = self._strips.get(y)
        if known is None or len(known[0]) != len(parts) or any(map(is_not, known[0], parts)):
            known = self._strips[y] = parts, self._joined(parts, at)
        return known[1]

    def _joined(self, parts: list[Row], at: Plan) -> Strip:
        """The boxes' rows side by side, on the whole width."""
        ground, width = self.ui.look.ground, self.outer_size.width
        segments: list[Segment] = []
        for part in parts:
            if segments and at.gap:
                segments.append(Segment(" " * at.gap, ground))
            segments.extend(part)
        used = len(parts) * (at.width + at.gap) - at.gap
        segments.append(Segment(" " * (width - used), ground))
        return Strip(segments, width)

    def _box(self, at: Plan, index: int) -> list[Row]:
        rows = self._rows.get(index)
        if rows is None:
            worker = self._worker(index)
            assert worker is not None
            chosen = self._is_chosen(worker)
            height = at.height_of(index // at.columns - at.first)
            if index == DETAIL:
                rows = pane_rows(self.ui, worker, chosen, self.size.width, at.detail)
            elif at.kind == "pane":
                head = self._heads.get(index) or pane_head(self.ui, worker, chosen, at.width, height)
                self._heads[index] = head
                rows = [*head, *pane_body(self.ui, worker, chosen, at.width, height - len(head))][:height]
            elif at.kind == "tile":
                rows = tile_rows(self.ui, worker, chosen, at.width, height)
            else:
                rows = [cell_row(self.ui, worker, chosen, at.width)]
            self._rows[index] = rows
        return rows

    def _empty(self, y: int) -> Strip:
        look = self.ui.look
        failure = plain(self.ui.state.failure)
        ink = look.bad if failure else look.muted
        chosen = plain(self.ui.filter.text)
        nobody = f"no worker matches {chosen}: esc shows all again" if chosen else WAITING
        text = f"  {failure or nobody}" if y == min(1, self.size.height - 1) else ""
        return Strip([Segment(text, look.ground + ink)]).adjust_cell_length(self.outer_size.width, look.ground)

    def _line(self, y: int, at: Plan) -> Strip:
        """The line that says what the glyphs mean; below the grid of a wall that has none, nothing."""
        width = self.outer_size.width
        if not at.line or y != at.top_of(at.rows):
            return Strip([Segment(" " * width, self.ui.look.ground)], width)
        return Strip(legend(self.ui, self._workers, at.hidden, width), width)

    def on_click(self, event: events.Click) -> None:
        """Select the worker under the pointer."""
        index = self.layout_plan.index_at(event.x, event.y)
        if index is not None and index < len(self._workers):
            worker = self._workers[index]
            self.post_message(self.Chosen(worker.id, self._is_chosen(worker)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look at those before, if not all fit."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look at those further on, if not all fit."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        event.stop()
        if self.layout_plan.hidden and self._workers:
            self.ui.select_place(self.ui.place + step * self.layout_plan.columns)
            self.post_message(self.Chosen(self.ui.worker or 0, again=False))

    def move(self, dx: int, dy: int) -> bool:
        """Move the selection by boxes; below the last ones come the objects, which then have the arrows."""
        ui, at = self.ui, self.layout_plan
        if ui.object is not None:
            return False
        workers, place = ui.listed, ui.place
        target = place + dx + dy * at.columns
        if dy and target >= len(workers) > (place // at.columns + 1) * at.columns:
            target = len(workers) - 1
        if 0 <= target < len(workers):
            ui.select_place(target)
        elif dy > 0:
            ui.step_object(1)
        self._main.selection_moved()
        return True

    def new_run(self) -> None:
        """Other workers."""
        self.update(force=True)
