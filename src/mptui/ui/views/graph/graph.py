"""The graph: who waits for what held by whom, as boxes and arrows; what waits for itself is said and drawn first."""

from rich.segment import Segment
from rich.style import Style

from mptui.projections.finding_text import finding_lines
from mptui.projections.stack_text import stack_lines
from mptui.projections.status import duration
from mptui.projections.wait_groups import WaitGraph, wait_graph
from mptui.ui.paint.text import plain, wrapped
from mptui.ui.parts.painted import Row, Scrolled, heading
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.graph.graph_paint import band_block, band_height, cycle_block
from mptui.ui.views.view_part import ViewPart

MOST_STACKS = 6
"""Stacks of one finding that are shown."""


class Graph(Scrolled, ViewPart):
    """Only the bands that are seen are drawn. It scrolls to the selected worker when the selection moves."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen.ui, id="graph")
        self._main = screen
        self._top = 0
        self._height = 0
        self._shown_worker: int | None = None

    def opened(self) -> None:
        """The view is shown, from its top."""
        self._top, self._shown_worker = 0, None

    def scroll_lines(self, lines: int) -> None:
        """Move by lines."""
        self._top = max(self._top + lines, 0)
        self.update()

    def page(self, step: int) -> bool:
        """As many rows as are visible."""
        self.scroll_lines(step * max(self.size.height - 2, 1))
        return True

    def jump(self, step: int) -> bool:
        """To the top or the bottom."""
        self.scroll_lines(step * max(self._height, 1))
        return True

    def copy(self) -> bool:
        """What is wrong, and what to do about it, into the terminal's clipboard; the lines of output if nothing is."""
        found = self.ui.engine.diagnosis.current
        lines = finding_lines(found)
        if not lines:
            return False
        lines += stack_lines(self.ui.state, dict.fromkeys(worker for finding in found for worker in finding.workers))
        self.app.copy_to_clipboard("\n".join(lines) + "\n")
        self._main.say("what is wrong was copied to the terminal's clipboard")
        return True

    def rows(self) -> list[Row]:
        """A heading, the cycles, the bands."""
        look, state, width = self.ui.look, self.ui.state, self.size.width
        graph = wait_graph(state, self.ui.engine.now, self.ui.engine.diagnosis.current)
        room = max(self.size.height - 1, 1)
        lead = self._findings(width)
        if not graph.count:
            none = [Segment("  nobody waits", look.ground + look.muted)]
            return [heading(self, "who waits for whom"), none, *lead]
        for cycle in graph.cycles:
            lead += cycle_block(self.ui, cycle, width)
        heights = [band_height(group, width) for group in graph.groups]
        self._height = len(lead) + sum(heights)
        self._go_to_chosen(graph, len(lead), heights, room)
        self._top = max(min(self._top, self._height - room), 0)
        rows = [self._heading(graph, room)]
        rows += lead[self._top : self._top + room]
        at = len(lead)
        for group, height in zip(graph.groups, heights, strict=True):
            if at + height > self._top and at < self._top + room:
                block = band_block(self.ui, group, width)
                rows += block[max(self._top - at, 0) : max(self._top + room - at, 0)]
            at += height
        return rows

    def _findings(self, width: int) -> list[Row]:
        """What is wrong, and what to do about it, with the time since it is so."""
        look, now, found = self.ui.look, self.ui.engine.now, []
        for finding in self.ui.engine.diagnosis.current:
            ink = look.bad if finding.grade == "proven" else look.warn
            lead = f"{finding.kind}, {finding.grade}, for {duration(now - finding.since)}: "
            stacks = stack_lines(self.ui.state, finding.workers)[:MOST_STACKS]
            parts = [(lead + finding.text, ink + Style(bold=True)), (finding.advice, look.text)]
            for text, style in (*parts, *((line, look.muted) for line in stacks)):
                found += [[Segment(f"  {line}", look.ground + style)] for line in wrapped(plain(text), width - 3)]
            found.append([])
        return found

    def _heading(self, graph: WaitGraph, room: int) -> Row:
        count = f"{graph.count} wait" if graph.count > 1 else "1 waits"
        text = f"· {count}"
        if graph.cycles:
            text += f" · {len(graph.cycles)} deadlock" + ("s" if len(graph.cycles) > 1 else "")
        if self._height > room:
            text += f" · rows {self._top + 1} to {min(self._top + room, self._height)} of {self._height}"
        return heading(self, "who waits for whom", text)

    def _go_to_chosen(self, graph: WaitGraph, at: int, heights: list[int], room: int) -> None:
        """Scroll so that the selected worker's band is seen, once for each selection."""
        chosen = self.ui.chosen_worker
        before, self._shown_worker = self._shown_worker, chosen.id if chosen is not None else None
        if chosen is None or before is None or chosen.id == before:
            return
        for group, height in zip(graph.groups, heights, strict=True):
            if any(edge.waiter.id == chosen.id for edge in group.waiters):
                self._top = min(max(self._top, at + height - room), at)
                return
            at += height
