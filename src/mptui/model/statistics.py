"""What an object's operations add up to: how long it is held and waited for, how deep it was, how much went through.

Bounded for each object, whatever happens on it, and kept for a bounded number of objects. All times are ns of the run.
"""

from collections import deque
from collections.abc import Sequence
from operator import sub

import msgspec

from mptui.model.histogram import Histogram
from mptui.model.operation import Operation

SLOT_NS = 500_000_000
"""Length of a slot, in nanoseconds."""
SLOTS = 48
"""Slots that are kept: the last 24 seconds."""
RATE_SLOTS = 10
"""Whole slots that a rate is counted over: 5 seconds."""
RECENT = 40
"""Operations kept of each object."""
MOST_OBJECTS = 1000
"""Objects that are counted; those that are first used after these are not."""
WAITING = frozenset({"acquire", "put", "get", "send", "recv", "wait"})
"""Operations whose time is time waited."""
_THROUGH = {"lock": "acquire", "semaphore": "acquire", "queue": "get", "pipe": "recv"}


class RecentValues(msgspec.Struct):
    """A figure over the last slots of time: the greatest of each, or with `sums` how much was added in each.

    `latest` goes on into slots in which nothing is noted; of sums it stays 0.
    """

    sums: bool = False
    values: deque[int] = msgspec.field(default_factory=lambda: deque([0], maxlen=SLOTS))
    slot: int = 0
    latest: int = 0

    def note(self, t: int, value: int) -> None:
        """The figure is `value` from `t` on, or grew by it."""
        if t // SLOT_NS != self.slot:
            self._move(t // SLOT_NS)
        if self.sums:
            self.values[-1] += value
        else:
            self.values[-1] = max(self.values[-1], value)
            self.latest = value

    def _move(self, slot: int) -> None:
        ahead = slot - self.slot
        if ahead > 0:
            self.values.extend([self.latest] * min(ahead, SLOTS))
            self.slot = slot

    def copy(self) -> "RecentValues":
        """The same figures, to go on by themselves."""
        return RecentValues(self.sums, self.values.copy(), self.slot, self.latest)

    def last(self, now: int, count: int) -> list[int]:
        """The figures of the last `count` slots up to and with that of `now`."""
        ahead = max(now // SLOT_NS - self.slot, 0)
        since = [self.latest] * min(ahead, count)
        return [*self.values, *since][-count:]


class ObjectStats(msgspec.Struct):
    """Everything that is counted of one object: what has ended. See object_facts for what still goes on."""

    hold: Histogram = msgspec.field(default_factory=Histogram)
    wait: Histogram = msgspec.field(default_factory=Histogram)
    depth: RecentValues = msgspec.field(default_factory=RecentValues)
    through: RecentValues = msgspec.field(default_factory=lambda: RecentValues(sums=True))
    recent: deque[Operation] = msgspec.field(default_factory=lambda: deque(maxlen=RECENT))

    def finished(self, family: str, operation: Operation, began: int | None) -> None:
        """An operation on the object, which is of that family, ended; it began at `began` (None: not known)."""
        self.recent.append(operation)
        if operation.op in WAITING and began is not None:
            self.wait.add(operation.t - began)
        if operation.outcome == "ok" and operation.op == _THROUGH.get(family, operation.op):
            self.through.note(operation.t, 1)

    def add_lock_cycles(self, times: Sequence[int]) -> None:
        """A worker took and released the object many times without waiting; see events.LockCycles."""
        held = len(times) // 2
        self.hold.add_all(map(sub, times[1::2], times[::2]))
        self.wait.add(0, held)
        if times[0] // SLOT_NS == times[-1] // SLOT_NS:
            self.through.note(times[0], held)
        else:
            for t in times[::2]:
                self.through.note(t, 1)

    def copy(self) -> "ObjectStats":
        """The same figures, to go on by themselves."""
        return ObjectStats(
            self.hold.copy(), self.wait.copy(), self.depth.copy(), self.through.copy(), self.recent.copy()
        )

    def rate(self, now: int) -> float:
        """What goes through it in a second, counted over the last whole slots (fewer at the run's beginning)."""
        count = min(RATE_SLOTS, max(now // SLOT_NS, 1))
        points = self.through.last(now, count + 1)[:-1] if now >= SLOT_NS else self.through.last(now, 1)
        return sum(points) * 1_000_000_000 / (count * SLOT_NS)
