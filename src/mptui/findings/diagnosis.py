"""Diagnosis: what is wrong with a run now, and what was. A follower of the run's model.

What it finds depends on the state and the time alone, and it looks at fixed times of the run: so a recorded run has
the same findings as the live one, however its events come in batches.
"""

from mptui.findings.finding import Finding
from mptui.findings.kinds.all_kinds import EXPLAINS, left_behind, proven, suspected, unexplained
from mptui.findings.kinds.convoy import Convoys
from mptui.findings.kinds.lock_order import LockOrders
from mptui.findings.kinds.stalled import STALLED_NS
from mptui.findings.progress import Progress
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState

LOOK_NS = 100_000_000
"""Time between two looks, in ns of the run."""
SETTLED_NS = 400_000_000
"""How long nothing may change among those who are concerned before a finding is told, in ns."""
SUSPECTED_NS = 3_000_000_000
"""The same of one that is not proven."""
LATENCY_NS = 100_000_000
"""How long after it happened mptui may hear of an event, in ns; who looks while nothing comes allows for that."""
MOST_TOLD = 1000
"""Findings of which it is kept when they were first told."""
MOST_PAST = 200
"""Findings that have gone, of which the latest are kept."""


class Diagnosis:
    """The findings of one run.

    `current`: those that hold now; `past`: those that held and do not any more, each with the time at which that was
    seen, in ns of the run; `told_at`: by key, when a finding was first told; `stuck`, `stuck_objects`: ids of the
    workers and objects in proven ones; `due`: the time of the next look; `changes` grows each time `current` changes.
    """

    def __init__(self) -> None:
        self.changes = 0
        self.begin()

    def begin(self, at: int = 0) -> None:
        """Another run begins, or what is known of one, at `at` ns of the run: nothing was found before."""
        self.current: tuple[Finding, ...] = ()
        self.past: list[tuple[Finding, int]] = []
        self.told_at: dict[object, int] = {}
        self.stuck: frozenset[int] = frozenset()
        self.stuck_objects: frozenset[int] = frozenset()
        self.due = at // LOOK_NS * LOOK_NS
        self._begun = at
        self.changes += 1
        self._over = False
        self._version = -1
        self._changed_at = 0
        self._convoys, self._lock_orders = Convoys(), LockOrders()

    def is_due(self, state: RunState, now: int) -> bool:
        """Whether it is time, and anything has changed or may become certain by standing still."""
        if self._over or now < self.due:
            return False
        return state.version != self._version or now <= self._changed_at + STALLED_NS + 2 * LOOK_NS

    def look(self, state: RunState, now: int, *, last: bool = False) -> None:
        """Look at the run as it is at `now` ns, if that is due. `last`: from now on mptui ends the program.

        It is looked at, too, as it was at each moment since the last look at which that was due: nothing has changed.
        """
        at = now if last else now // LOOK_NS * LOOK_NS
        while self.due < at and self.is_due(state, self.due):
            self._look_at(state, self.due)
        if not self._over and (last or self.is_due(state, at)):
            self._look_at(state, at, last=last)

    def _look_at(self, state: RunState, at: int, *, last: bool = False) -> None:
        self.due, self._over = at + LOOK_NS, last
        if self._version != state.version:
            self._version, self._changed_at = state.version, at
        found = self._find(state, at)
        if found == self.current:
            return
        keys = {finding.key for finding in found}
        if len(self.told_at) < MOST_TOLD:
            self.told_at = {**dict.fromkeys(keys, max(at, self._begun)), **self.told_at}
        gone = [finding for finding in self.current if finding.key not in keys]
        self.past += [(finding, at) for finding in gone if finding.grade != "potential"]
        del self.past[:-MOST_PAST]
        self.current = found
        proven_now = [finding for finding in found if finding.grade == "proven"]
        self.stuck = frozenset(worker for finding in proven_now for worker in finding.workers)
        self.stuck_objects = frozenset(item for finding in proven_now for item in finding.objects)
        self.changes += 1

    @property
    def all_findings(self) -> list[Finding]:
        """Those that hold, and those that held."""
        return [finding for finding, _ in self.with_ends]

    @property
    def with_ends(self) -> list[tuple[Finding, int | None]]:
        """The findings with the time at which they were seen to have gone, None if they hold."""
        return [*self.past, *((finding, None) for finding in self.current)]

    def copy(self) -> "Diagnosis":
        """The same, to go on by itself."""
        copied = Diagnosis()
        copied.__dict__.update(self.__dict__)
        copied.past = self.past.copy()
        copied._convoys, copied._lock_orders = self._convoys.copy(), self._lock_orders.copy()
        return copied

    def _find(self, state: RunState, now: int) -> tuple[Finding, ...]:
        found = [*_stuck(state, now), *self._convoys.look(state, now)]
        found = [finding for finding in found if finding.since + SETTLED_NS <= now]
        left = left_behind(state, now, now - SETTLED_NS)
        if not found and not any(finding.kind in EXPLAINS for finding in left):
            found = unexplained(state, now)
        return (*found, *left, *self._lock_orders.look(state, found))


def _stuck(state: RunState, now: int) -> list[Finding]:
    if not state.count_by_state[WorkerState.BLOCKED]:
        return []
    found = proven(Progress(state, now - SETTLED_NS))
    if any(finding.since + SETTLED_NS <= now for finding in found):
        return found
    late = suspected(Progress(state, now - SUSPECTED_NS, lenient=True))
    return [finding for finding in late if finding.since + SUSPECTED_NS <= now]
