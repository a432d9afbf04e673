"""The names that a lesson's conditions use, and what each of them is in a run. Judged from events alone."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from mptui.findings.diagnosis import Diagnosis
from mptui.findings.finding import Finding
from mptui.findings.kinds import deadlock
from mptui.model.lifecycle import WorkerState
from mptui.model.observed import Observed, waits_for_dead_owner
from mptui.model.queries import bounded_queues
from mptui.model.state import RunState, SharedObject, Worker

FactValue: TypeAlias = bool | int | float | str | None
NS = 1_000_000_000


class Facts:
    """What the names stand for in one run: its state, what was observed and found of it, the lesson's own knobs."""

    def __init__(
        self, state: RunState, observed: Observed, diagnosis: Diagnosis, knobs: Mapping[str, FactValue]
    ) -> None:
        self.state = state
        self.observed = observed
        self.diagnosis = diagnosis
        self.knobs = knobs

    def name(self, name: str) -> FactValue:
        """The value of one of NAMES."""
        return NAMES[name](self)

    def call(self, name: str, *args: str) -> FactValue:
        """The value of one of CALLS."""
        return CALLS[name](self, *args)


def _started(state: RunState, flavor: str) -> int:
    return sum(worker.flavor == flavor and worker.state is not WorkerState.CREATED for worker in state.workers.values())


def _ended_badly(worker: Worker) -> bool:
    return worker.state.ended and worker.exit_code not in (0, None)


def _is_deadlock(findings: Iterable[Finding]) -> bool:
    return any(finding.kind == deadlock.KIND for finding in findings)


def _bound(facts: Facts) -> int:
    queues = bounded_queues(facts.state)
    return (queues[0].maxsize or 0) if queues else 0


NAMES: dict[str, Callable[[Facts], FactValue]] = {
    "finished": lambda facts: facts.state.finished,
    "exit_code": lambda facts: facts.state.exit_code,
    "seconds": lambda facts: facts.state.now / NS,
    "messages": lambda facts: facts.state.output.messages,
    "torn": lambda facts: facts.state.output.torn,
    "processes": lambda facts: _started(facts.state, "process"),
    "threads": lambda facts: _started(facts.state, "thread"),
    "pids": lambda facts: len({worker.pid for worker in facts.state.workers.values() if worker.pid}),
    "unstarted": lambda facts: facts.state.count_by_state[WorkerState.CREATED],
    "unstarted_seen": lambda facts: facts.observed.seen["unstarted"],
    "alive": lambda facts: facts.state.alive,
    "most_alive": lambda facts: facts.observed.seen["alive"],
    "zombies": lambda facts: facts.state.count_by_state[WorkerState.ZOMBIE],
    "zombies_seen": lambda facts: facts.observed.seen["zombies"],
    "killed": lambda facts: sum(worker.state is WorkerState.KILLED for worker in facts.state.workers.values()),
    "failed": lambda facts: sum(map(_ended_badly, facts.state.workers.values())),
    "deadlock": lambda facts: _is_deadlock(facts.diagnosis.current),
    "deadlock_seen": lambda facts: _is_deadlock(facts.diagnosis.all_findings),
    "dead_owner": lambda facts: any(
        waits_for_dead_owner(facts.state, shared) for shared in facts.state.objects.values()
    ),
    "dead_owner_seen": lambda facts: facts.observed.seen["dead_owner"] > 0,
    "depth": lambda facts: sum(shared.depth for shared in _containers(facts.state)),
    "most_depth": lambda facts: max((shared.max_depth for shared in _containers(facts.state)), default=0),
    "maxsize": _bound,
    "lock": lambda facts: facts.state.lock_on,
    "pace": lambda facts: facts.state.pace,
    "buffering": lambda facts: facts.state.buffering,
    "start_method": lambda facts: facts.state.start_method,
}
"""The names that stand for a value."""


def _containers(state: RunState) -> list[SharedObject]:
    return [shared for shared in state.objects.values() if shared.family in ("queue", "pipe") and shared.counted]


def _done(facts: Facts, op: str, outcome: str = "") -> int:
    counts = facts.observed.finished_ops
    return counts[op, outcome] if outcome else sum(count for (name, _), count in counts.items() if name == op)


def _waiting(facts: Facts, op: str) -> int:
    waits = (worker.wait for worker in facts.state.workers.values() if not worker.state.ended)
    return sum(wait is not None and wait.op == op for wait in waits)


CALLS: dict[str, Callable[..., FactValue]] = {
    "done": _done,
    "waited": lambda facts, op: facts.observed.waited_ops[op],
    "waiting": _waiting,
    "made": lambda facts, kind: sum(shared.type == kind and shared.own for shared in facts.state.objects.values()),
    "knob": lambda facts, name: facts.knobs.get(name),
    "said": lambda facts, text: facts.observed.said[text],
    "number": lambda facts, label: facts.observed.numbers.get(label, -1.0),
}
"""The names that take texts."""
