"""How the workers stand to each other at the present moment."""

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState


def count_alive(state: RunState) -> int:
    """Workers that run now."""
    return sum(worker.state.alive for worker in state.workers.values())


def count_zombies(state: RunState) -> int:
    """Ended processes that nobody has waited for."""
    return sum(worker.state is WorkerState.ZOMBIE for worker in state.workers.values())


def count_unstarted(state: RunState) -> int:
    """Workers that exist as objects alone."""
    return sum(worker.state is WorkerState.CREATED for worker in state.workers.values())


def in_ring(state: RunState, worker: int) -> bool:
    """Whether `worker` waits for somebody who waits for somebody … who waits for it."""
    at, steps = worker, 0
    while steps <= len(state.workers):
        following = _waits_for(state, at)
        if following is None:
            return False
        if following == worker:
            return True
        at, steps = following, steps + 1
    return False


def _waits_for(state: RunState, worker: int) -> int | None:
    """The one whom `worker` waits for; None if it is nobody, or any of several, or for some time only."""
    found = state.workers.get(worker)
    wait = found.wait if found is not None else None
    if wait is None or wait.timeout is not None:
        return None
    if wait.target is not None:
        return wait.target
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if shared is None or wait.op != "acquire" or len(set(shared.holders)) != 1:
        return None
    return shared.holders[0]


def owner_ended(state: RunState, shared: int) -> bool:
    """Whether a holder of the object `shared` has ended."""
    found = state.objects.get(shared)
    holders = [state.workers.get(holder) for holder in found.holders] if found is not None else []
    return any(holder is not None and holder.state.ended for holder in holders)


def dead_owner(state: RunState) -> bool:
    """Whether somebody waits for a lock whose holder has ended."""
    return any(shared.waits and owner_ended(state, shared.id) for shared in state.objects.values())
