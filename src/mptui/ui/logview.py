"""A window on a ring of lines that follows the newest or stands still: the shared console, and a zoomed pane."""

from collections.abc import Callable, Hashable

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from mptui.model.output import Line, LineRing
from mptui.ui.finder import Finder
from mptui.ui.log_paint import line_rows
from mptui.ui.view import View

Title = Callable[["LogView", int], list[Segment]]


class LogView(Widget):
    """Paints the last lines that fit, wrapped; its first row is a title.

    `ring` gives the lines (None when there are none), `title` the title's segments for a width, `most` the rows that
    one line may take (0: as many as there are), `margin` whether writers are named in a margin.
    """

    ALLOW_SELECT = False

    def __init__(
        self,
        view: View,
        ring: Callable[[], LineRing | None],
        title: Title,
        *,
        most: int = 0,
        margin: bool = False,
        empty: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.view = view
        self._ring = ring
        self._title = title
        self._most = most
        self._margin = margin
        self._empty = empty
        self._bottom: int | None = None
        self._finder = Finder()
        self._stamp: Hashable = None
        self._painted: list[list[Segment]] = []
        self._heading: list[Segment] = []
        self._cache: dict[int, tuple[Hashable, list[list[Segment]]]] = {}

    @property
    def following(self) -> bool:
        """Whether the newest line is always shown."""
        return self._bottom is None

    @property
    def behind(self) -> int:
        """Lines that came after the last one shown."""
        ring = self._ring()
        return ring.added - self._bottom if ring is not None and self._bottom is not None else 0

    def update(self, force: bool = False) -> None:
        """Repaint if there is anything new to see."""
        ring = self._ring()
        last = ring.lines[-1] if ring is not None and ring.lines else None
        at = (ring.added, last.size, last.cut, last.torn) if ring is not None and last is not None else None
        heading = self._title(self, self.size.width)
        new = (at if self.following else self._bottom, id(ring), self.size, self.view.query)
        if force or new != self._stamp or heading != self._heading:
            if force:
                self._cache.clear()
            self._stamp, self._heading = new, heading
            self._painted = self._paint(ring)
            self.refresh()

    def _paint(self, ring: LineRing | None) -> list[list[Segment]]:
        room = max(self.size.height - 1, 0)
        rows: list[list[Segment]] = []
        if ring is None or not room or not ring.lines:
            return rows
        bottom = ring.added
        if self._bottom is not None:  # what was looked at may have left the ring: stay at its oldest lines
            self._bottom = bottom = max(self._bottom, min(ring.lines[0].number + room - 1, ring.added))
        for line in reversed(ring.lines):
            if line.number > bottom:
                continue
            rows[:0] = self._rows_of(line, room)
            if len(rows) >= room:
                break
        return rows[-room:]

    def _rows_of(self, line: Line, room: int) -> list[list[Segment]]:
        key = (
            line.size,
            line.cut,
            line.torn,
            self.size.width,
            self.view.query,
            room if not self._most else 0,
        )
        known = self._cache.get(line.number)
        if known is not None and known[0] == key:
            return known[1]
        if len(self._cache) > 4 * room + 50:
            self._cache.clear()
        rows = line_rows(self.view, line, self.size.width, self._most or room, self._margin)
        self._cache[line.number] = (key, rows)
        return rows

    def render_line(self, y: int) -> Strip:
        """One row: the title, then lines."""
        look, width = self.view.look, self.size.width
        if y == 0:
            return Strip(self._heading).adjust_cell_length(width, look.ground)
        if y <= len(self._painted):
            return Strip(self._painted[y - 1], width)
        text = f"  {self._empty}" if y == 1 and not self._painted else ""
        return Strip([Segment(text, look.ground + look.muted)]).adjust_cell_length(width, look.ground)

    def renew(self) -> None:
        """Another ring, or another run: follow it from its end."""
        self._bottom = None
        self.update(force=True)

    def on_resize(self) -> None:
        """The room changed."""
        self.update(force=True)

    def scroll_by(self, lines: int) -> None:
        """Move up (negative) or down; moving up stops following, reaching the end follows again."""
        ring = self._ring()
        if ring is None or not ring.lines:
            return
        oldest = ring.lines[0].number
        first = min(oldest + max(self.size.height - 2, 0), ring.added)
        bottom = (ring.added if self._bottom is None else self._bottom) + lines
        self._bottom = None if bottom >= ring.added else max(bottom, first)
        self.update()

    def scroll_page(self, pages: int) -> None:
        """Move by whole pages."""
        self.scroll_by(pages * max(self.size.height - 2, 1))

    def scroll_to_start(self) -> None:
        """Show the oldest line that is kept."""
        ring = self._ring()
        if ring is not None:
            self.scroll_by(-ring.added)

    def follow(self) -> None:
        """Show the newest line, and go on doing so."""
        self._bottom = None
        self.update()

    def find(self, forward: bool) -> bool:
        """Stop at the next (or previous) line with the search text, starting over at the end; False if none has it."""
        ring, hits = self._ring(), self.hits()
        if ring is None or not hits:
            return False
        at = ring.added + 1 if self._bottom is None else self._bottom
        beyond = [hit for hit in hits if (hit > at if forward else hit < at)] or hits
        self._bottom = beyond[0] if forward else beyond[-1]
        self.update()
        return True

    def hits(self) -> list[int]:
        """The numbers of the kept lines that have the search text."""
        return self._finder.hits(self._ring(), self.view.query)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look back."""
        event.stop()
        self.scroll_by(-3)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look forward."""
        event.stop()
        self.scroll_by(3)
