"""Workers that wait for each other in a circle, and for ever: the one rule that the graph and the lessons go by."""

from collections.abc import Iterable

from mptui.model.state import RunState, Worker
from mptui.model.uses import is_deadlock


def awaited(state: RunState, worker: Worker) -> Worker | None:
    """The only one who can end the worker's wait; None if there are several, or none is known, or time ends it."""
    wait = worker.wait
    if wait is None or wait.timeout is not None or worker.state.ended:
        return None
    if wait.target is not None:
        return state.workers.get(wait.target)
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if wait.op != "acquire" or shared is None or len(set(shared.holders)) != 1:
        return None
    return state.workers.get(shared.holders[0])


def cycle_of(state: RunState, worker: Worker) -> list[Worker]:
    """The cycle that the worker is in, beginning with itself; empty if it is in none."""
    cycle, at = [worker], awaited(state, worker)
    while at is not None and at.id != worker.id and len(cycle) <= len(state.workers):
        cycle.append(at)
        at = awaited(state, at)
    return cycle if at is not None and at.id == worker.id and is_deadlock(state, cycle) else []


def cycles_of(state: RunState, workers: Iterable[Worker]) -> list[list[Worker]]:
    """All cycles that these workers lead to, each once."""
    found: list[list[Worker]] = []
    seen: set[int] = set()
    for start in workers:
        path: list[Worker] = []
        at: Worker | None = start
        while at is not None and at.id not in seen:
            seen.add(at.id)
            path.append(at)
            at = awaited(state, at)
        for place, worker in enumerate(path):
            if at is not None and worker.id == at.id and is_deadlock(state, path[place:]):
                found.append(path[place:])
    return found


def any_cycle(state: RunState) -> bool:
    """Whether any workers wait for each other for ever."""
    return bool(cycles_of(state, (worker for worker in state.workers.values() if worker.wait is not None)))
