"""How long things took: a histogram of whole nanoseconds with few, growing buckets, so it stays small for ever.

Times below 32 ns have a bucket each. Above, every doubling is divided into 16 buckets of equal width, and a quantile is
the middle of its bucket: at most 1/32 away from the exact one. The greatest time is exact.
"""

from collections.abc import Iterable

import msgspec

ERROR = 1 / 32
"""The most by which a quantile may differ from the exact one, as a share of it."""
_EXACT = 32
_BITS = 5


class Histogram(msgspec.Struct):
    """Counts of times. Takes at most some 950 buckets, whatever comes; in practice a few dozen."""

    buckets: dict[int, int] = msgspec.field(default_factory=dict)
    count: int = 0
    longest: int = 0
    _known: tuple[int, tuple[int, ...]] = (0, ())

    def add(self, ns: int, times: int = 1) -> None:
        """Count a time in ns; one below 0 (clocks of two processes) counts as 0."""
        ns = max(ns, 0)
        shift = max(ns.bit_length() - _BITS, 0)
        bucket = (shift << 4) + (ns >> shift)
        self.buckets[bucket] = self.buckets.get(bucket, 0) + times
        self.count += times
        if ns > self.longest:
            self.longest = ns

    def add_all(self, times: Iterable[int]) -> None:
        """Count many times."""
        buckets, longest, count = self.buckets, self.longest, 0
        for ns in times:
            if ns < 0:
                ns = 0
            shift = ns.bit_length() - _BITS
            bucket = (shift << 4) + (ns >> shift) if shift > 0 else ns
            buckets[bucket] = buckets.get(bucket, 0) + 1
            count += 1
            if ns > longest:
                longest = ns
        self.count += count
        self.longest = longest

    def copy(self) -> "Histogram":
        """The same counts, to go on by themselves."""
        return Histogram(dict(self.buckets), self.count, self.longest, self._known)

    @property
    def summary(self) -> tuple[int, int, int] | None:
        """The median, the 99th percentile and the greatest, in ns; None when nothing was counted."""
        if not self.count:
            return None
        if self._known[0] != self.count:
            self._known = (self.count, tuple(self.quantile(share) for share in (0.5, 0.99)))
        median, high = self._known[1]
        return median, high, self.longest

    def summary_with(self, running: Iterable[int]) -> tuple[int, int, int] | None:
        """The summary of what was counted and of `running`, times in ns that are not over yet, counted as so far."""
        together = Histogram(dict(self.buckets), self.count, self.longest)
        together.add_all(max(ns, 0) for ns in running)
        return together.summary if together.count != self.count else self.summary

    def quantile(self, share: float) -> int:
        """The time in ns that at least `share` (0 to 1) of all are not longer than; 0 when nothing was counted."""
        wanted, seen = share * self.count, 0
        for bucket in sorted(self.buckets):
            seen += self.buckets[bucket]
            if seen >= wanted:
                return min(_middle(bucket), self.longest)
        return self.longest


def _middle(bucket: int) -> int:
    if bucket < _EXACT:
        return bucket
    shift = (bucket >> 4) - 1
    return (((bucket & 15) + 16) << shift) + (1 << shift >> 1)
