"""Who waits for whom: every wait with its object and its holders, longest first, and a ring of waits said in words."""

from rich.segment import Segment
from rich.style import Style

from mptui.model.projections import Edge, cycle, duration, edges
from mptui.model.state import Worker
from mptui.model.wording import name_of
from mptui.ui.objects import heading
from mptui.ui.painted import Painted, Row
from mptui.ui.text import cells, fit, plain

ARROW = " ──▶ "


class Graph(Painted):
    """A row a wait: waiter ──▶ what ──▶ who has it."""

    def rows(self) -> list[Row]:
        """A heading, the ring if there is one, the waits."""
        look, state = self.view.look, self.view.state
        found = edges(state, self.view.engine.now)
        rows = [heading(self, "who waits for whom", f"· {len(found)} waiting")]
        ring = cycle(found)
        if ring:
            names = " ──▶ ".join(plain(name_of(state, worker)) for worker in [*ring, ring[0]])
            rows.append([Segment(f"  a ring of waits, which nothing here will end: {names}", look.ground + look.bad)])
            rows.append([])
        if not found:
            rows.append([Segment("  nobody waits", look.ground + look.muted)])
        chosen = self.view.chosen_worker
        width = max((cells(plain(edge.waiter.name)) for edge in found), default=0)
        room = max(self.size.height - len(rows), 0)
        shown = found if len(found) <= room else found[: max(room - 1, 0)]
        for edge in shown:
            rows.append(self._row(edge, min(width, 24), chosen is not None and edge.waiter.id == chosen.id))
        if len(shown) < len(found):
            rows.append([Segment(f"  and {len(found) - len(shown)} more", look.ground + look.muted)])
        return rows

    def _row(self, edge: Edge, width: int, chosen: bool) -> Row:
        look = self.view.look
        paper = look.chosen if chosen else look.ground
        row = [Segment("  ", paper), *self._who(edge.waiter, width, paper, tag_width=3)]
        row.append(Segment(f"  {duration(edge.ns).rjust(9)}", paper + look.muted))
        arrow = Segment(ARROW, paper + look.faint)
        if edge.object is not None:
            row += [arrow, Segment(plain(edge.object.name), paper + look.strong)]
            row.append(Segment(f" ({edge.wait.op})", paper + look.muted))
        elif edge.wait.target is not None:
            row += [arrow, Segment("the end of", paper + look.muted)]
        else:
            row += [arrow, Segment(plain(edge.wait.op), paper + look.muted)]
        if edge.holders:
            row.append(arrow)
            for place, holder in enumerate(edge.holders):
                row += [Segment(", " if place else "", paper), *self._who(holder, cells(plain(holder.name)), paper)]
                row.append(Segment(f" {holder.state.glyph} {holder.state.word}", paper + look.states[holder.state]))
        if edge.wait.where:
            row.append(Segment(f"   {plain(short_where(edge.wait.where))}", paper + look.muted))
        return row

    def _who(self, worker: Worker, width: int, paper: Style, tag_width: int = 0) -> Row:
        look = self.view.look
        tag = self.view.tag(worker.id)
        return [
            Segment(f"{tag.rjust(tag_width)} ", paper + look.worker(tag)),
            Segment(fit(plain(worker.name), width), paper + look.text),
        ]


def short_where(where: str) -> str:
    """`file:line` without the folders."""
    return where.rpartition("/")[2]
