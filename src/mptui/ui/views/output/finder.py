"""Which kept lines have the text searched for; looks at every line once, however long the search stays on."""

from collections import deque

from mptui.model.lines import LineRing
from mptui.ui.views.output.log_paint import plain_text


class Finder:
    """Line numbers of the hits in one ring, oldest first. Case does not matter."""

    def __init__(self) -> None:
        self._hits: deque[int] = deque()
        self._ring: LineRing | None = None
        self._wanted = ""
        self._seen = 0

    def hits(self, ring: LineRing | None, query: str) -> list[int]:
        """The numbers of the lines of `ring` that have `query`; none for an empty query."""
        wanted = query.lower()
        if ring is None or not wanted or not ring.lines:
            return []
        if self._ring is not ring or self._wanted != wanted or self._seen > ring.added:
            self._ring, self._wanted, self._seen = ring, wanted, 0
            self._hits.clear()
        finished = ring.added - 1 if ring.open else ring.added
        new = []
        for line in reversed(ring.lines):
            if line.number <= self._seen:
                break
            if line.number <= finished and wanted in plain_text(line).lower():
                new.append(line.number)
        self._hits.extend(reversed(new))
        self._seen = finished
        while self._hits and self._hits[0] < ring.lines[0].number:
            self._hits.popleft()
        unfinished = ring.lines[-1]
        open_hit = ring.open and wanted in plain_text(unfinished).lower()
        return [*self._hits, unfinished.number] if open_hit else list(self._hits)
