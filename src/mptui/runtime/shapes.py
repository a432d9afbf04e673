"""Shared objects as mptui remembers them, and shapes: what all notes of one kind of operation have in common."""

from mptui import events
from mptui.events import OUTCOMES, Outcome
from mptui.probe import wire

_VALUES = {"set": 1, "clear": 0}
"""Operations after which the depth is known, whatever it was."""


class TrackedObject:
    """What the decoder remembers of a shared object; `maxsize` as it was made, 0 if unbounded.

    `depth` is None if it is unknown. `setting`: how many are just setting an event; it may be set before
    they have woken all who sleep. `pid`: the process in which alone it is of use, 0: it is shared; `touched`: when that
    process first did something with it; `made`: the event of its making; `shapes`: those of operations on it.
    """

    __slots__ = ("depth", "kind", "made", "maxsize", "number", "pid", "setting", "shapes", "touched", "wire_id")

    def __init__(self, number: int, wire_id: int, kind: str, maxsize: int, depth: int | None) -> None:
        self.number = number
        self.wire_id = wire_id
        self.kind = kind
        self.maxsize = maxsize
        self.depth = depth
        self.setting = 0
        self.pid = 0
        self.touched: int | None = None
        self.made: events.ObjectCreated | None = None
        self.shapes: dict[int, Shape] = {}


class Shape:
    """What notes of one kind have in common. Raises ValueError if there is no such outcome or part.

    `shared` is the object that the operation is on; None: it is on workers, of which each note names one.
    """

    __slots__ = ("delta", "number", "op", "opens", "outcome", "part", "pid", "scoped", "shared", "where")

    def __init__(self, part: int, op: str, outcome: int, delta: int, shared: TrackedObject | None, where: str) -> None:
        if part > wire.DONE or outcome >= len(OUTCOMES):
            raise ValueError("no such part or outcome of an operation")
        self.part = part
        self.scoped = op == wire.ENTER
        self.op = "acquire" if self.scoped else op
        self.outcome: Outcome = OUTCOMES[outcome]
        self.delta = delta
        self.shared = shared
        self.number = None if shared is None else shared.number
        self.where = where
        self.pid = 0 if shared is None else shared.pid
        self.opens = part == wire.DONE and self.op == "acquire" and self.outcome == "ok" and not delta

    def on(self, shared: TrackedObject) -> "Shape":
        """The same on another object."""
        op = wire.ENTER if self.scoped else self.op
        return Shape(self.part, op, OUTCOMES.index(self.outcome), self.delta, shared, self.where)

    def depth(self) -> int | None:
        """The depth after the operation, which is counted; None if it does not change it."""
        shared = self.shared
        if shared is None or shared.depth is None:
            return None
        if self.delta:
            shared.depth += self.delta
            return shared.depth
        return self._flag(shared) if shared.kind == "Event" else None

    def _flag(self, shared: TrackedObject) -> int | None:
        """Of an event that changes: set at the end of a set, or as soon as somebody wakes who waited for it."""
        if self.op == "set" and self.part != wire.DONE:
            shared.setting += 1 if self.part == wire.STARTED else -1
        value = _VALUES.get(self.op) if self.op != "wait" or shared.setting <= 0 else 1
        if value is None or self.part == wire.STARTED or self.outcome != "ok":
            return None
        if value == shared.depth and self.part == wire.FINISHED:
            return None
        shared.depth = value
        return value

    def closed_by(self, other: "Shape | None") -> bool:
        """Whether `other` is the release of what this acquire took."""
        return other is not None and other.part == wire.DONE and other.op == "release" and other.shared is self.shared
