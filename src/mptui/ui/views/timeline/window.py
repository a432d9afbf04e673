"""Which time the timeline shows: how long a cell is, where the cursor stands, or that it follows the present."""

STEPS: tuple[int, ...] = tuple(digit * 10**power for power in range(4, 11) for digit in (1, 2, 5))
"""Lengths of a cell in ns, from 10 µs to 50 s."""
USUAL = STEPS.index(100_000_000)


class Window:
    """`cursor` is the number of a cell, counted from the run's start; None while the window follows the present."""

    def __init__(self) -> None:
        self.place = USUAL
        self.cursor: int | None = None
        self._left = 0

    @property
    def cell(self) -> int:
        """Length of a cell in ns."""
        return STEPS[self.place]

    @property
    def t(self) -> int | None:
        """The time under the cursor in ns: the middle of its cell."""
        return None if self.cursor is None else self.cursor * self.cell + self.cell // 2

    def left(self, now: int, width: int) -> int:
        """The number of the first cell; a run that has room begins at the left."""
        if self.cursor is None:
            return max(self._last(now) - width + 1, 0)
        self._left = min(max(self._left, self.cursor - width + 1), self.cursor)
        return self._left

    def _last(self, now: int) -> int:
        return max(-(-now // self.cell) - 1, 0)

    def put(self, cell: int, now: int, width: int) -> None:
        """Freeze, with the cursor at a cell of the past."""
        if self.cursor is None:
            self._left = self.left(now, width)
        self.cursor = min(max(cell, 0), self._last(now))

    def move(self, step: int, now: int, width: int) -> None:
        """The cursor goes `step` cells on; it freezes the window at its right end first."""
        start = self._last(now) + (1 if step < 0 else 0) if self.cursor is None else self.cursor
        self.put(start + step, now, width)

    def pan(self, step: int, now: int, width: int) -> None:
        """Window and cursor go on together by `step` quarters of the window."""
        self.move(0, now, width)
        before = self.cursor or 0
        self.move(step * max(width // 4, 1), now, width)
        self._left = max(self._left + (self.cursor or 0) - before, 0)

    def zoom(self, step: int, now: int, width: int) -> bool:
        """Cells of the next longer (1) or shorter (-1) length, the cursor where it is; False at either end."""
        place = min(max(self.place + step, 0), len(STEPS) - 1)
        if place == self.place:
            return False
        t, column = self.t, (self.cursor or 0) - self.left(now, width)
        self.place = place
        if t is not None:
            self.cursor = min(t // self.cell, self._last(now))
            self._left = max(self.cursor - column, 0)
        return True

    def fit(self, now: int, width: int) -> None:
        """The shortest cells in which the whole run has room; follow."""
        self.follow()
        self.place = next((at for at, cell in enumerate(STEPS) if cell * width >= now), len(STEPS) - 1)

    def follow(self) -> None:
        """Follow the present."""
        self.cursor = None
