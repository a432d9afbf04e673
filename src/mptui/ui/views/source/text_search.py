"""Search in a text that does not change: which of its lines have it, and which is next."""

from collections.abc import Sequence

from textual.content import Content


class TextSearch:
    """Remembers the hits of the last text and query, and the hit that was gone to. Case does not matter."""

    def __init__(self) -> None:
        self._lines: Sequence[Content] = ()
        self._query = ""
        self._hits: list[int] = []
        self.at: int | None = None

    def hits(self, lines: Sequence[Content], query: str) -> list[int]:
        """The numbers, from 1, of the lines that have `query`; none for an empty one."""
        if lines is not self._lines or query != self._query:
            self._lines, self._query, self.at = lines, query, None
            wanted = query.lower()
            found = (number for number, line in enumerate(lines, start=1) if wanted in line.plain.lower())
            self._hits = list(found) if wanted else []
        return self._hits

    def go(self, lines: Sequence[Content], query: str, forward: bool, start: int) -> int | None:
        """Go to the hit after (or before) the last one, or after line `start`; starts over at the end."""
        hits = self.hits(lines, query)
        if not hits:
            return None
        at = start if self.at is None else self.at
        beyond = [hit for hit in hits if (hit > at if forward else hit < at)] or hits
        self.at = beyond[0] if forward else beyond[-1]
        return self.at
