"""How a worker's time was spent, in slots of 10 ms, 100 ms, 1 s and 10 s: long reach in bounded memory.

A slot is one 64-bit number of packed fields, so that adding slots adds all their fields at once. Ten slots make one of
the next level; each level keeps its latest, so what is long past is known coarsely, and the last seconds finely.
"""

from array import array
from itertools import repeat

SLOT_NS = 10_000_000
"""Length of a slot of the finest level, in ns."""
FAN = 10
"""Slots that make one of the level above."""
LEVELS = 4
KEPT = 512
"""Slots that a level keeps at least; at most twice as many."""
WHOLE = 250
"""What a field of time holds when the whole slot was spent so; ten such fit into its twelve bits."""
MARKED = 25
"""What a field of marks holds at most; ten such fit into its eight bits."""
KINDS = 4
_TIME_BITS, _MARK_BITS = 12, 8
_OUTPUT_AT = KINDS * _TIME_BITS
_OPERATION_AT = _OUTPUT_AT + _MARK_BITS


def pack(spent: list[int], output: int, operations: int) -> int:
    """A slot from `spent`, parts of WHOLE per kind, and counts of marks."""
    packed = min(output, MARKED) << _OUTPUT_AT | min(operations, MARKED) << _OPERATION_AT
    for kind, part in enumerate(spent):
        packed |= part << kind * _TIME_BITS
    return packed


def unpack(packed: int) -> tuple[list[int], int, int]:
    """The fields of a slot, or of the sum of at most ten."""
    spent = [packed >> kind * _TIME_BITS & 0xFFF for kind in range(KINDS)]
    return spent, packed >> _OUTPUT_AT & 0xFF, packed >> _OPERATION_AT


class Level:
    """The slots of one length, oldest first: `first` is the number of the oldest, counted from the run's start.

    `codes` says for each slot what its worker did longest, in its owner's code; `coarser` is the level above.
    """

    __slots__ = ("coarser", "codes", "first", "length", "slots", "taken", "taken_sum")

    def __init__(self, length: int, first: int, coarser: "Level | None") -> None:
        self.length = length
        self.first = first
        self.coarser = coarser
        self.slots = array("Q")
        self.codes = array("H")
        self.taken = first % FAN
        self.taken_sum = 0

    def copy(self, coarser: "Level | None") -> "Level":
        """The same slots, to go on by themselves, below a copy of the level above."""
        copied = Level(self.length, self.first, coarser)
        copied.slots, copied.codes = self.slots[:], self.codes[:]
        copied.taken, copied.taken_sum = self.taken, self.taken_sum
        return copied

    @property
    def end(self) -> int:
        """The time in ns up to which the slots reach."""
        return (self.first + len(self.slots)) * self.length

    def extend(self, packed: int, code: int, count: int) -> None:
        """Add `count` slots that are all alike."""
        if count >= KEPT:
            self.first += len(self.slots) + count - KEPT
            self.slots, self.codes = array("Q"), array("H")
        self.slots.extend(repeat(packed, min(count, KEPT)))
        self.codes.extend(repeat(code, min(count, KEPT)))
        spare = len(self.slots) - KEPT
        if spare > KEPT:
            del self.slots[:spare], self.codes[:spare]
            self.first += spare
        if self.coarser is not None:
            self._carry(self.coarser, packed, code, count)

    def _carry(self, coarser: "Level", packed: int, code: int, count: int) -> None:
        while count:
            if not self.taken and count >= FAN:
                coarser.extend(packed, code, count // FAN)
                count %= FAN
                continue
            step = min(count, FAN - self.taken)
            self.taken += step
            self.taken_sum += packed * step
            count -= step
            if self.taken == FAN:
                spent, output, operations = unpack(self.taken_sum)
                coarser.extend(pack([-(-part // FAN) for part in spent], output, operations), code, 1)
                self.taken = self.taken_sum = 0

    def total(self, begin: int, end: int) -> tuple[int, int]:
        """The sum of the slots that overlap [begin, end) ns, at most ten, and the code of the last of them."""
        low = max(begin // self.length - self.first, 0)
        high = min(-(-end // self.length) - self.first, len(self.slots))
        if low >= high:
            return 0, 0
        return sum(self.slots[low : min(high, low + FAN)]), self.codes[high - 1]


def levels(t: int) -> list[Level]:
    """Empty levels, finest first, for a worker that is known from `t` ns on."""
    made: list[Level] = []
    coarser = None
    for depth in reversed(range(LEVELS)):
        length = SLOT_NS * FAN**depth
        coarser = Level(length, t // length, coarser)
        made.insert(0, coarser)
    return made


def copied_levels(made: list[Level]) -> list[Level]:
    """A copy of all levels of one worker."""
    copied: list[Level] = []
    coarser = None
    for level in reversed(made):
        coarser = level.copy(coarser)
        copied.insert(0, coarser)
    return copied
