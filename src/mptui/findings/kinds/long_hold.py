"""long-hold: somebody who does not wait has held a lock for long, and others wait for it just as long."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, places, worker_names
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.uses import is_exclusive, is_owned

KIND = "long-hold"
LONG_NS = 5_000_000_000
"""How long a lock is held and waited for before that is told, in ns."""
_LONG = f"for more than {LONG_NS // 1_000_000_000} s"
_ADVICE = "Hold a lock only around what it guards, and do slow work before or after."


def find(state: RunState, now: int) -> Iterator[Finding]:
    """A finding for each lock."""
    if state.paused or state.lost or not state.count_by_state[WorkerState.BLOCKED]:
        return
    queues: dict[int, list[Worker]] = {}
    for worker in state.workers.values():
        wait = worker.wait
        if wait is not None and wait.op == "acquire" and wait.timeout is None and wait.since + LONG_NS <= now:
            queues.setdefault(wait.object or 0, []).append(worker)
    for number, waiting in queues.items():
        shared = state.objects.get(number)
        holder = _holder(state, shared, now) if shared is not None else None
        if shared is not None and holder is not None:
            yield _finding(shared, holder, sorted(waiting, key=_waits_since))


def _waits_since(worker: Worker) -> int:
    return worker.wait.since if worker.wait is not None else 0


def _holder(state: RunState, shared: SharedObject, now: int) -> Worker | None:
    """The one who has held it for long, and is in no wait that is seen; None if there is none, or it is no lock."""
    if not shared.takes or len(set(shared.holders)) != 1 or not is_exclusive(shared):
        return None
    take, holder = shared.takes[0], state.workers.get(shared.holders[0])
    is_lock = take.scoped or is_owned(shared) or shared.returned
    if holder is None or holder.state is not WorkerState.RUNNING or holder.wait is not None or holder.probe_failed:
        return None
    return holder if is_lock and take.since + LONG_NS <= now else None


def _finding(shared: SharedObject, holder: Worker, waiting: list[Worker]) -> Finding:
    take, first = shared.takes[0], waiting[0]
    assert first.wait is not None
    verb = "wait" if len(waiting) > 1 else "waits"
    return Finding(
        KIND,
        "suspected",
        (holder.id, first.id),
        (shared.id,),
        places(take.where, first.wait.where),
        max(take.since, first.wait.since) + LONG_NS,
        f"{holder.name} has held {shared.label} {_LONG}; {len(waiting)} {verb} for it",
        f"{holder.name} has held {shared.label} {_LONG} (taken{at(take.where)}) while {worker_names(waiting)} "
        f"{verb} for it{at(first.wait.where)}.",
        _ADVICE,
    )
