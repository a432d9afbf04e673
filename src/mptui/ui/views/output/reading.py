"""Where a reader stands in an output: at its end, or in a copy that is held while the program goes on. No screen here.

Places are numbers of lines, which stay the same however many lines come and go.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence

from mptui.model.lines import Line, LineRing

Source = Callable[[], LineRing | None]
Writer = Callable[[], int | None]


class WorkerLines:
    """The numbers of a ring's lines that a worker wrote on; looks at every finished line once."""

    def __init__(self) -> None:
        self._numbers: deque[int] = deque()
        self._of: LineRing | None = None
        self._worker: int | None = None
        self._seen = 0

    def numbers(self, ring: LineRing, worker: int) -> Sequence[int]:
        """Ascending; the last may be of an unfinished line."""
        if self._of is not ring or self._worker != worker or self._seen > ring.added:
            self._of, self._worker, self._seen = ring, worker, 0
            self._numbers.clear()
        kept, numbers = ring.numbers, self._numbers
        finished = ring.added - ring.open
        if numbers and numbers[-1] > self._seen:
            numbers.pop()
        numbers.extend(
            number for number in range(max(self._seen + 1, kept.start), finished + 1) if ring.wrote(number, worker)
        )
        self._seen = finished
        while numbers and numbers[0] < kept.start:
            numbers.popleft()
        if ring.open and ring.wrote(ring.added, worker):
            numbers.append(ring.added)
        return numbers


class Reading:
    """Follows the newest line of `source`, or holds still at `bottom`, the last line shown.

    `writer` names the worker whose lines alone are read, if any. `cursor` is a line that the reader points at, `mark`
    the other end of a range of lines.
    """

    def __init__(self, source: Source, writer: Writer = lambda: None) -> None:
        self._source = source
        self._writer = writer
        self._held: LineRing | None = None
        self._worker_lines, self._live_worker_lines = WorkerLines(), WorkerLines()
        self._followed = True
        self.bottom: int | None = None
        self.cursor: int | None = None
        self.mark: int | None = None

    @property
    def ring(self) -> LineRing | None:
        """What is read: the output itself, or the copy that is held."""
        return self._held or self._source()

    @property
    def following(self) -> bool:
        """Whether the newest line is always shown."""
        return self._held is None

    @property
    def behind(self) -> int:
        """Lines that came after the last one shown."""
        live = self._source()
        if live is None or self.bottom is None:
            return 0
        worker = self._writer()
        if worker is None:
            return live.added - self.bottom
        numbers = self._live_worker_lines.numbers(live, worker)
        return len(numbers) - bisect_right(numbers, self.bottom)

    def numbers(self) -> Sequence[int]:
        """The numbers of the lines that can be read, ascending."""
        ring, worker = self.ring, self._writer()
        if ring is None:
            return ()
        return ring.numbers if worker is None else self._worker_lines.numbers(ring, worker)

    def line(self, number: int) -> Line:
        """A line by its number."""
        ring = self.ring
        if ring is None:
            raise IndexError(number)
        return ring.numbered(number)

    def place(self, number: int | None) -> int:
        """The index in `numbers` of the last line up to `number` (None: of the newest); -1 if there is none."""
        numbers = self.numbers()
        return len(numbers) - 1 if number is None else bisect_right(numbers, number) - 1

    def follow(self) -> None:
        """Go with the newest line, and point at nothing."""
        self._held = self.bottom = self.cursor = self.mark = None

    def freeze(self) -> None:
        """Hold what is kept now."""
        live = self._source()
        if self._held is None and live is not None:
            self._held = live.copy()
            self.bottom = self._held.added

    def catch_up(self) -> bool:
        """Hold what is kept now too, if nothing is missing between it and what is held. False if there is no more."""
        live, held = self._source(), self._held
        if live is None or held is None or (live.added, live.open) == (held.added, held.open):
            return False
        if live.numbers.start > held.added + 1:
            return False
        self._held = live.copy()
        return True

    def scroll(self, lines: int, first: int) -> None:
        """Move up (negative) or down by lines; `first` is the lowest `bottom` that makes sense.

        Moving up freezes, reaching the end follows again.
        """
        to = self.place(self.bottom) + lines
        if to >= len(self.numbers()) - 1 and self.bottom is not None and self.catch_up():
            to = self.place(self.bottom) + lines
        if to >= len(self.numbers()) - 1:
            self.follow()
            return
        self.freeze()
        numbers = self.numbers()
        if numbers:
            self.bottom = max(numbers[min(max(to, 0), len(numbers) - 1)], first)

    def point(self, number: int) -> None:
        """Point at a line, or at the nearest before it; freezes."""
        if self.cursor is None:
            self._followed = self.following
        self.freeze()
        numbers = self.numbers()
        self.cursor = numbers[max(self.place(number), 0)] if numbers else None

    def move(self, lines: int) -> None:
        """Point at a line further up (negative) or down."""
        if self.cursor is None:
            return
        if self.place(self.cursor) + lines >= len(self.numbers()):
            self.catch_up()
        numbers = self.numbers()
        if numbers:
            self.cursor = numbers[min(max(self.place(self.cursor) + lines, 0), len(numbers) - 1)]

    def unpoint(self) -> None:
        """Point at nothing; follow again if that was so before."""
        self.cursor = self.mark = None
        if self._followed:
            self.follow()

    @property
    def picked(self) -> Sequence[int]:
        """The numbers of the lines from the mark to the cursor."""
        numbers = self.numbers()
        return [numbers[place] for place in self.picked_places]

    @property
    def picked_places(self) -> range:
        """The picked lines' indices in `numbers`."""
        if self.cursor is None:
            return range(0)
        other = self.cursor if self.mark is None else self.mark
        return range(self.place(min(other, self.cursor) - 1) + 1, self.place(max(other, self.cursor)) + 1)
