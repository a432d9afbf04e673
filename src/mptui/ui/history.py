"""How each worker spent the last minute: exact times per state, gathered into short slots, so memory is bounded."""

from array import array

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState

SLOT_NS = 100_000_000
"""Length of a slot in ns."""
SLOTS = 1200
"""Slots kept of a worker: two minutes."""
KINDS = (WorkerState.RUNNING, WorkerState.BLOCKED, WorkerState.PAUSED)
"""The states whose time is kept; time outside them is life not begun, or over."""


class Track:
    """One worker's slots: a ring of µs spent in each of KINDS, by slot number modulo SLOTS."""

    __slots__ = ("current", "ended", "slots", "spent", "started", "state", "t")

    def __init__(self, state: WorkerState, t: int) -> None:
        self.state = state
        self.t = t
        self.started = t
        self.ended: int | None = None
        self.current = t // SLOT_NS
        self.spent = [array("I", bytes(4 * SLOTS)) for _ in KINDS]

    def move(self, state: WorkerState, t: int) -> None:
        """The worker is in `state` from `t` on."""
        self.advance(t)
        if state.ended and self.ended is None:
            self.ended = t
        self.state = state

    def advance(self, t: int) -> None:
        """Account for the time up to `t` ns."""
        if t <= self.t:
            return
        kind = KINDS.index(self.state) if self.state in KINDS else None
        first = max(self.t // SLOT_NS, t // SLOT_NS - SLOTS + 1)
        for slot in range(first, t // SLOT_NS + 1):
            if slot > self.current:
                for spent in self.spent:
                    spent[slot % SLOTS] = 0
                self.current = slot
            if kind is not None:
                inside = min(t, (slot + 1) * SLOT_NS) - max(self.t, slot * SLOT_NS)
                self.spent[kind][slot % SLOTS] += inside // 1000
        self.t = t

    def share(self, begin: int, end: int) -> tuple[int, int, int]:
        """µs running, blocked and paused in the slots that cover [begin, end) ns; zeros where nothing is kept."""
        oldest = max(self.current - SLOTS + 1, self.started // SLOT_NS)
        first = max(begin // SLOT_NS, oldest)
        last = min(max((end - 1) // SLOT_NS, begin // SLOT_NS), self.current)
        totals = [0, 0, 0]
        for slot in range(first, last + 1):
            for kind, spent in enumerate(self.spent):
                totals[kind] += spent[slot % SLOTS]
        return totals[0], totals[1], totals[2]


class History:
    """The tracks of all workers of the present run."""

    def __init__(self) -> None:
        self.tracks: dict[int, Track] = {}

    def clear(self) -> None:
        """A new run begins."""
        self.tracks.clear()

    def note(self, state: RunState, worker: int, t: int) -> None:
        """Something other than output happened to `worker` at `t` ns."""
        known = state.workers.get(worker)
        if known is None:
            return
        track = self.tracks.get(worker)
        if track is None:
            self.tracks[worker] = Track(known.state, t)
        elif track.state is not known.state:
            track.move(known.state, t)

    def advance(self, now: int) -> None:
        """Bring every living worker's track up to `now` ns."""
        for track in self.tracks.values():
            if track.ended is None:
                track.advance(now)
