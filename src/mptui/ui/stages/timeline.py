"""The timeline: a row a worker, a cell a slice of time, coloured and drawn by the state that took most of it."""

from rich.segment import Segment

from mptui.model.lifecycle import WorkerState
from mptui.model.projections import NS
from mptui.model.state import Worker
from mptui.ui.history import SLOT_NS, Track
from mptui.ui.objects import heading
from mptui.ui.painted import Painted, Row
from mptui.ui.text import fit, plain

NAME_WIDTH = 18
CELL_NS = 2 * SLOT_NS
"""Time that a cell stands for."""
MARKS = ((WorkerState.RUNNING, "━"), (WorkerState.BLOCKED, "░"), (WorkerState.PAUSED, "╌"))


class Timeline(Painted):
    """Follows the present: the right edge is now."""

    def rows(self) -> list[Row]:
        """A heading with the scale, then the workers around the selected one."""
        look, view = self.view.look, self.view
        now = view.engine.now
        view.engine.history.advance(now)
        cells = max(self.size.width - NAME_WIDTH - 8, 10)
        seconds = cells * CELL_NS / NS
        rows = [
            heading(
                self,
                "timeline",
                f"· the last {seconds:.0f} s · each cell shows what took most of {CELL_NS / NS:g} s",
            )
        ]
        workers = view.workers
        room = max(self.size.height - 2, 1)
        chosen = view.chosen_worker
        place = next((at for at, worker in enumerate(workers) if chosen is not None and worker.id == chosen.id), 0)
        first = max(min(place - room // 2, len(workers) - room), 0)
        end = -(-now // CELL_NS) * CELL_NS
        for worker in workers[first : first + room]:
            rows.append(self._row(worker, end, cells, chosen is not None and worker.id == chosen.id))
        key = "   ".join(f"{mark} {state.word}" for state, mark in MARKS) + "     blank: not alive"
        rows.append([Segment(f"  {key}", look.ground + look.muted)])
        return rows

    def _row(self, worker: Worker, end: int, count: int, chosen: bool) -> Row:
        look, view = self.view.look, self.view
        tag = view.tag(worker.id)
        paper = look.chosen if chosen else look.ground
        row = [
            Segment(f" {tag.rjust(3)} ", paper + look.worker(tag)),
            Segment(fit(plain(worker.name), NAME_WIDTH) + " ", paper + look.text),
        ]
        track = view.engine.history.tracks.get(worker.id)
        if track is not None:
            row.extend(self._cells(track, end, count))
        return row

    def _cells(self, track: Track, end: int, count: int) -> Row:
        look = self.view.look
        row: Row = []
        text, ink = "", look.faint
        for place in range(count):
            begin = end - (count - place) * CELL_NS
            spent = track.share(begin, begin + CELL_NS) if begin + CELL_NS > 0 else (0, 0, 0)
            most = max(spent)
            state, mark = MARKS[spent.index(most)] if most else (None, " ")
            new = look.states[state] if state is not None else look.faint
            if new is not ink and text:
                row.append(Segment(text, look.ground + ink))
                text = ""
            ink = new
            text += mark
        row.append(Segment(text, look.ground + ink))
        return row
