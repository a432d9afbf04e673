"""What one object was when: a queue's depth, or who held a lock."""

from array import array
from bisect import bisect_left, bisect_right

RECENT, SAMPLES = 512, 1024
"""Values that an object keeps exactly, at least; and samples of what is older, at most."""


class Values:
    """The values of one object over time: a queue's depth, or who held a lock (0: nobody).

    The latest changes are kept exactly, from `exact` ns on; of all that is older, samples at least `gap` ns apart, and
    the gap grows with the run.
    """

    __slots__ = ("exact", "gap", "holds", "last", "old", "times", "values")

    def __init__(self, holds: bool) -> None:
        self.holds = holds
        self.times, self.values = array("q"), array("q")
        self.last: int | None = None
        self.exact = self.gap = self.old = 0

    def copy(self) -> "Values":
        """The same values, to go on by themselves."""
        copied = Values(self.holds)
        copied.times, copied.values = self.times[:], self.values[:]
        copied.last, copied.exact, copied.gap, copied.old = self.last, self.exact, self.gap, self.old
        return copied

    def note(self, t: int, value: int) -> None:
        """The value from `t` on."""
        if value == self.last:
            return
        self.last = value
        self.times.append(max(t, self.times[-1]) if self.times else t)
        self.values.append(value)
        if len(self.times) - self.old > 2 * RECENT:
            self._thin()

    def _thin(self) -> None:
        """Turn the older half of what is exact into samples; all samples anew when they have become too many."""
        begin, end = self.old, self.old + RECENT
        if end > SAMPLES:
            self.gap = max(2 * self.gap, 2 * (self.times[end] - self.times[0]) // SAMPLES)
            begin = 0
        kept, latest = [], self.times[begin - 1] if begin else -self.gap
        for place in range(begin, end):
            if self.times[place] >= latest + self.gap:
                kept.append(place)
                latest = self.times[place]
        for series in (self.times, self.values):
            series[begin:end] = array("q", [series[place] for place in kept])
        self.old = begin + len(kept)
        self.exact = self.times[self.old]

    def at(self, t: int) -> tuple[int | None, int]:
        """The value at `t` and since when; None before the first."""
        place = bisect_right(self.times, t) - 1
        return (self.values[place], self.times[place]) if place >= 0 else (None, 0)

    def most(self, begin: int, end: int) -> int | None:
        """The greatest value in [begin, end) ns."""
        low = bisect_right(self.times, begin) - 1
        high = bisect_left(self.times, end)
        found = self.values[max(low, 0) : high]
        return max(found) if found else None
