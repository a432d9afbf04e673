"""What one worker did when: its latest changes exactly, and all its time in slots."""

from array import array
from bisect import bisect_left, bisect_right

from mptui.model.slots import KINDS, SLOT_NS, WHOLE, copied_levels, levels, pack, unpack

ABSENT, RUNNING, HOLDING, BLOCKED, PAUSED = range(KINDS + 1)
"""Kinds of time: not alive; running; running and holding something; blocked; held by mptui's own pause."""
CHANGES = 2048
"""Changes that a worker keeps exactly, at least; at most twice as many."""
MARKS = 512
"""Marks of one sort that are kept exactly, at least; at most twice as many."""
MARK_NS = 1_000_000
"""Marks of one sort that are closer together count as one."""
OUTPUT_BIT, OPERATION_BIT, CODE_SHIFT = 8, 16, 5


class Track:
    """One worker's past. `t`: up to which ns it is told; from there on `kind` and `code` go on until they change.

    `first_since`: since when it did what it did first; None if that is not known, as a trace began in the middle.

    `code` entries for what the worker does exactly (see history.Activity). A cell is a number: the kind that took most
    of a span, OUTPUT_BIT and OPERATION_BIT if there was any, and from CODE_SHIFT on the code.
    """

    __slots__ = (
        "best",
        "best_ns",
        "code",
        "codes",
        "dropped",
        "edge",
        "ended",
        "first_since",
        "kind",
        "levels",
        "next_operation",
        "next_output",
        "operations",
        "outputs",
        "seen",
        "slot_operations",
        "slot_outputs",
        "spent",
        "started",
        "t",
        "times",
    )

    def __init__(self, t: int) -> None:
        self.t = self.started = t
        self.first_since: int | None = t
        self.ended: int | None = None
        self.kind, self.code = ABSENT, 0
        self.seen: object = None
        self.edge = (t // SLOT_NS + 1) * SLOT_NS
        self.levels = levels(t)
        self.spent = [0] * (KINDS + 1)
        self.best, self.best_ns = 0, 0
        self.slot_outputs = self.slot_operations = 0
        self.next_output = self.next_operation = 0
        self.times, self.codes = array("q"), array("H")
        self.outputs, self.operations = array("q"), array("q")
        self.dropped = False

    def copy(self) -> "Track":
        """The same past, to go on by itself."""
        copied = Track.__new__(Track)
        for name in Track.__slots__:
            setattr(copied, name, getattr(self, name))
        copied.levels, copied.spent = copied_levels(self.levels), self.spent[:]
        copied.times, copied.codes = self.times[:], self.codes[:]
        copied.outputs, copied.operations = self.outputs[:], self.operations[:]
        return copied

    def move(self, kind: int, code: int, t: int) -> None:
        """From `t` on the worker does something else. Time never goes back: what is late counts as now."""
        if t > self.t:
            if t < self.edge:
                self._spend(t - self.t)
                self.t = t
            else:
                self.advance(t)
        self.kind, self.code = kind, code
        times = self.times
        if times and times[-1] == self.t:
            self.codes[-1] = code
            self.first_since = self.t if len(times) == 1 else self.first_since
            return
        times.append(self.t)
        self.codes.append(code)
        if len(times) > 2 * CHANGES:
            del self.times[:CHANGES], self.codes[:CHANGES]
            self.dropped = True

    def advance(self, t: int) -> None:
        """Account for the time up to `t` ns."""
        if t <= self.t:
            return
        if t >= self.edge:
            self._spend(self.edge - self.t)
            self._close_slot()
            whole = (t - self.edge) // SLOT_NS
            if whole:
                parts = [WHOLE if kind == self.kind else 0 for kind in range(1, KINDS + 1)]
                self.levels[0].extend(pack(parts, 0, 0), self.code, whole)
            self.t = self.edge + whole * SLOT_NS
            self.edge = self.t + SLOT_NS
        self._spend(t - self.t)
        self.t = t

    def _spend(self, ns: int) -> None:
        self.spent[self.kind] += ns
        if ns > self.best_ns:
            self.best, self.best_ns = self.code, ns

    def _close_slot(self) -> None:
        parts = [-(-ns * WHOLE // SLOT_NS) for ns in self.spent[1:]]
        self.levels[0].extend(pack(parts, self.slot_outputs, self.slot_operations), self.best, 1)
        self.spent = [0] * (KINDS + 1)
        self.best, self.best_ns = self.code, 0
        self.slot_outputs = self.slot_operations = 0

    def wrote(self, t: int) -> None:
        """The worker wrote something. Call it only from `next_output` on."""
        self.advance(t)
        self.slot_outputs += 1
        self.next_output = t + MARK_NS
        _keep(self.outputs, t)

    def operated(self, t: int) -> None:
        """The worker began, ended or did an operation. Call it only from `next_operation` on."""
        self.advance(t)
        self.slot_operations += 1
        self.next_operation = t + MARK_NS
        _keep(self.operations, t)

    def at(self, t: int) -> tuple[int, int | None]:
        """The code of what the worker did at `t`, and since when; None when only a slot still tells."""
        place = bisect_right(self.times, t) - 1
        if place == 0 and not self.dropped:
            return self.codes[0], self.first_since
        if place >= 0:
            return self.codes[place], self.times[place]
        if not self.dropped:
            return 0, None
        for level in self.levels:
            if t >= level.first * level.length:
                return level.total(t, t + 1)[1], None
        return 0, None

    def grain(self, t: int) -> int:
        """How finely in ns what was at `t` is known; 0: exactly."""
        if not self.dropped or t >= self.times[0]:
            return 0
        return next((level.length for level in self.levels if t >= level.first * level.length), 0)

    @property
    def oldest(self) -> int:
        """The time in ns before which nothing is kept of this worker."""
        return max(self.levels[-1].first * self.levels[-1].length, self.started)

    def cell(self, begin: int, end: int, now: int) -> int:
        """What the worker did in [begin, end) ns, as far as that is past at `now`."""
        begin, end = max(begin, self.started), min(end, now)
        if begin >= end:
            return ABSENT
        if begin > self.t:
            return self.kind | self.code << CODE_SHIFT
        if end - begin < SLOT_NS and (not self.dropped or self.times[0] <= begin):
            return self._exact_cell(begin, end)
        return self._slot_cell(begin, end)

    def _slot_cell(self, begin: int, end: int) -> int:
        depth = 0
        while depth < len(self.levels) - 1 and (
            self.levels[depth + 1].length <= end - begin or begin < self.levels[depth].first * self.levels[depth].length
        ):
            depth += 1
        sums = [0] * KINDS
        outputs = operations = code = 0
        for level in self.levels[depth::-1]:
            packed, latest = level.total(begin, end)
            if packed:
                spent, wrote, operated = unpack(packed)
                sums = [total + part * (level.length // WHOLE) for total, part in zip(sums, spent, strict=True)]
                outputs, operations, code = outputs + wrote, operations + operated, latest
            begin = max(begin, level.end)
        if begin < end:
            live = list(self.spent)
            live[self.kind] += max(end - self.t, 0)
            sums = [total + part for total, part in zip(sums, live[1:], strict=True)]
            outputs, operations = outputs + self.slot_outputs, operations + self.slot_operations
            code = self.code if end - self.t > self.best_ns else self.best
        return _cell(sums, bool(outputs), bool(operations), code)

    def _exact_cell(self, begin: int, end: int) -> int:
        """By the changes themselves: they do not know kinds, so the codes' owner works them out of the longest."""
        place = max(bisect_right(self.times, begin) - 1, 0)
        longest, code = 0, 0
        while place < len(self.times) and self.times[place] < end:
            until = self.times[place + 1] if place + 1 < len(self.times) else end
            ns = min(until, end) - max(self.times[place], begin)
            if ns > longest:
                longest, code = ns, self.codes[place]
            place += 1
        marks = (OUTPUT_BIT if _any(self.outputs, begin, end) else 0) | (
            OPERATION_BIT if _any(self.operations, begin, end) else 0
        )
        return marks | code << CODE_SHIFT | BY_CODE


BY_CODE = KINDS + 3
"""In place of the kind: it is that of the code."""


def _cell(sums: list[int], output: bool, operation: bool, code: int) -> int:
    most = max(sums)
    kind = sums.index(most) + 1 if most else ABSENT
    return kind | (OUTPUT_BIT if output else 0) | (OPERATION_BIT if operation else 0) | code << CODE_SHIFT


def _keep(times: "array[int]", t: int) -> None:
    times.append(t)
    if len(times) > 2 * MARKS:
        del times[:MARKS]


def _any(times: "array[int]", begin: int, end: int) -> bool:
    place = bisect_left(times, begin)
    return place < len(times) and times[place] < end
