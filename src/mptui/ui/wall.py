"""The wall: one widget that paints every worker, so that 300 cost what 10 cost."""

from collections.abc import Hashable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from mptui.model.state import Worker
from mptui.model.wording import reason_text
from mptui.ui.text import plain
from mptui.ui.view import View
from mptui.ui.wall_paint import cell_row, pane_rows, tile_rows, wait_seconds
from mptui.ui.wall_plan import Plan, plan

DETAIL = -1
"""Stands for the selected worker's own pane among the numbers of the boxes."""


WAITING = "waiting for the program's first worker…"


class Wall(Widget):
    """All workers of the run: panes, tiles or cells, as the room allows."""

    ALLOW_SELECT = False

    class Chosen(Message):
        """A worker was clicked; `again` if it was the selected one already."""

        def __init__(self, worker: int, again: bool) -> None:
            super().__init__()
            self.worker = worker
            self.again = again

    def __init__(self, view: View, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.view = view
        self._plan: Plan | None = None
        self._stamps: dict[int, Hashable] = {}
        self._rows: dict[int, list[list[Segment]]] = {}
        self._workers: list[Worker] = []

    @property
    def layout_plan(self) -> Plan:
        """Where everybody is now."""
        return self._plan or self._make_plan()

    def _make_plan(self) -> Plan:
        self._workers = self.view.workers
        chosen = self.view.chosen_worker
        place = next((at for at, worker in enumerate(self._workers) if worker is chosen), 0)
        first = self._plan.first if self._plan is not None else 0
        return plan(self.size.width, self.size.height, len(self._workers), place, first)

    def update(self, force: bool = False) -> None:
        """Repaint what has changed since the last frame; everything when the layout did or `force` says so."""
        if not self.size:
            return
        new = self._make_plan()
        if new != self._plan or force:
            self._plan = new
            self._rows.clear()
            self._stamps = {index: self._stamp(index) for index in self._visible(new)}
            self._stamps[DETAIL] = self._stamp(DETAIL)
            self.refresh()
            return
        regions = []
        for index in (*self._visible(new), DETAIL):
            stamp = self._stamp(index)
            if stamp != self._stamps.get(index):
                self._stamps[index] = stamp
                self._rows.pop(index, None)
                regions.append(self._region(new, index))
        if regions:
            self.refresh(*regions)

    def _is_chosen(self, worker: Worker) -> bool:
        chosen = self.view.chosen_worker
        return self.view.object is None and chosen is not None and worker.id == chosen.id

    def _visible(self, at: Plan) -> range:
        first = at.first * at.columns
        return range(first, min(first + at.rows * at.columns, len(self._workers)))

    def _region(self, at: Plan, index: int) -> Region:
        if index == DETAIL:
            return Region(0, self.size.height - at.detail, self.size.width, at.detail)
        row, column = divmod(index - at.first * at.columns, at.columns)
        return Region(column * (at.width + at.gap), at.top_of(row), at.width, at.height_of(row))

    def _stamp(self, index: int) -> Hashable:
        """What a worker's picture depends on: two equal stamps paint the same."""
        at, view = self._plan, self.view
        worker = self._worker(index)
        if worker is None or at is None or (index == DETAIL and not at.detail):
            return None
        chosen = self._is_chosen(worker)
        if at.kind == "cell" and index != DETAIL:
            return worker.state, worker.exit_code, chosen, view.tag(worker.id)
        ring = view.state.output.workers.get(worker.id)
        last = ring.lines[-1] if ring is not None and ring.lines else None
        written = (ring.added, last.size, last.cut) if ring is not None and last is not None else None
        reason = reason_text(view.state, worker)
        who = (worker.id, worker.state, worker.exit_code, worker.name, worker.pid)
        return who, chosen, written, reason, wait_seconds(view, worker)

    def _worker(self, index: int) -> Worker | None:
        if index == DETAIL:
            return self.view.chosen_worker
        return self._workers[index] if index < len(self._workers) else None

    def render_line(self, y: int) -> Strip:
        """One row of the wall."""
        if self._plan is None:
            self.update(force=True)
        at, look, width = self._plan, self.view.look, self.size.width
        if at is None or not self._workers:
            return self._empty(y)
        top = self.size.height - at.detail
        if y >= top:
            return Strip(self._box(at, DETAIL)[y - top]).adjust_cell_length(width, look.ground)
        row = at.row_at(y)
        if row >= at.rows:
            return self._more(y, at)
        segments: list[Segment] = []
        first = (at.first + row) * at.columns
        for index in range(first, min(first + at.columns, len(self._workers))):
            if segments and at.gap:
                segments.append(Segment(" " * at.gap, look.ground))
            segments.extend(self._box(at, index)[y - at.top_of(row)])
        return Strip(segments).adjust_cell_length(width, look.ground)

    def _box(self, at: Plan, index: int) -> list[list[Segment]]:
        rows = self._rows.get(index)
        if rows is None:
            worker = self._worker(index)
            assert worker is not None
            chosen = self._is_chosen(worker)
            height = at.height_of(index // at.columns - at.first)
            if index == DETAIL:
                rows = pane_rows(self.view, worker, chosen, self.size.width, at.detail)
            elif at.kind == "pane":
                rows = pane_rows(self.view, worker, chosen, at.width, height)
            elif at.kind == "tile":
                rows = tile_rows(self.view, worker, chosen, at.width, height)
            else:
                rows = [cell_row(self.view, worker, chosen, at.width)]
            self._rows[index] = rows
        return rows

    def _empty(self, y: int) -> Strip:
        look = self.view.look
        failure = plain(self.view.state.failure)
        ink = look.bad if failure else look.muted
        text = f"  {failure or WAITING}" if y == 1 else ""
        return Strip([Segment(text, look.ground + ink)]).adjust_cell_length(self.size.width, look.ground)

    def _more(self, y: int, at: Plan) -> Strip:
        look = self.view.look
        text = f" {at.hidden} more workers: move the selection to see them"
        if not at.hidden or y != at.top_of(at.rows):
            text = ""
        return Strip([Segment(text, look.ground + look.muted)]).adjust_cell_length(self.size.width, look.ground)

    def on_resize(self) -> None:
        """The room changed."""
        self.update(force=True)

    def on_click(self, event: events.Click) -> None:
        """Select the worker under the pointer."""
        index = self.layout_plan.index_at(event.x, event.y)
        if index is not None and index < len(self._workers):
            worker = self._workers[index]
            self.post_message(self.Chosen(worker.id, self._is_chosen(worker)))

    def move(self, dx: int, dy: int) -> bool:
        """Move the selection by boxes; False when there is nothing further in that direction."""
        at = self.layout_plan
        workers = self.view.workers
        chosen = self.view.chosen_worker
        if chosen is None:
            return False
        place = next((index for index, worker in enumerate(workers) if worker is chosen), 0)
        target = place + dx + dy * at.columns
        if dy and target >= len(workers) > (place // at.columns + 1) * at.columns:
            target = len(workers) - 1
        if not 0 <= target < len(workers):
            return False
        self.view.worker = workers[target].id
        return True

    def step(self, step: int) -> bool:
        """Select the next (1) or previous (-1) worker; False at either end."""
        workers = self.view.workers
        chosen = self.view.chosen_worker
        place = next((at for at, worker in enumerate(workers) if worker is chosen), -1) + step
        if chosen is None or not 0 <= place < len(workers):
            return False
        self.view.worker = workers[place].id
        return True

    def jump(self, place: int) -> None:
        """Select the first (0) or last (-1) worker."""
        workers = self.view.workers
        if workers:
            self.view.worker = workers[place].id
