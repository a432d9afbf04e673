"""How the workers stand to each other at the present moment."""

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, Standing, Worker
from mptui.model.uses import is_deadlock, is_held, never_released

MOST_STANDING = 1000
"""Workers whose last standing is kept."""


def standing_of(state: RunState, worker: Worker) -> Standing:
    """What a worker waits for and holds now: of a semaphore only if it is used as a lock."""
    held = (state.objects[item] for item in dict.fromkeys(worker.holding) if item in state.objects)
    holds = tuple(
        (shared.id, take) for shared in held if is_held(shared) for take in shared.takes if take.worker == worker.id
    )
    return Standing(worker.id, worker.wait, holds)


def present_standing(state: RunState) -> tuple[Standing, ...]:
    """How everybody stands who runs, and who has ended without giving back what it held."""
    found = [standing_of(state, one) for one in state.workers.values() if one.state.alive or one.holding]
    return tuple(found[:MOST_STANDING])


def runs_on(state: RunState) -> bool:
    """Whether something of the program still runs although its main process has ended."""
    main = state.main
    return main is not None and main.state.ended and not state.finished


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
    """Whether `worker` waits for somebody who waits for somebody … who waits for it, and all of them for ever."""
    ring, at = [state.workers[worker]], worker
    while len(ring) <= len(state.workers):
        following = _waits_for(state, at)
        if following is None or following not in state.workers:
            return False
        if following == worker:
            return is_deadlock(state, ring)
        ring.append(state.workers[following])
        at = following
    return False


def any_ring(state: RunState) -> bool:
    """Whether any worker is in such a ring."""
    return any(worker.wait is not None and in_ring(state, worker.id) for worker in state.workers.values())


def _waits_for(state: RunState, worker: int) -> int | None:
    """The one whom `worker` waits for; None if it is nobody, or any of several, or for some time only."""
    found = state.workers.get(worker)
    wait = found.wait if found is not None else None
    if wait is None or wait.timeout is not None:
        return None
    if wait.target is not None:
        return wait.target
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if wait.op != "acquire" or shared is None or len(set(shared.holders)) != 1:
        return None
    return shared.holders[0]


def dead_owner(state: RunState) -> bool:
    """Whether somebody waits for a lock whose holder has ended, and which nobody will release."""
    return any(shared.waits and never_released(state, shared) for shared in state.objects.values())
