"""Who holds a lock or semaphore: what an acquire and a release do to the state."""

from msgspec.structs import replace

from mptui.events import OpDone, OpFinished
from mptui.model.histogram import Histogram
from mptui.model.moments import note_taken
from mptui.model.state import RunState, SharedObject
from mptui.model.uses import is_handed_on, is_owned
from mptui.model.waits import Take


def acquired(
    state: RunState,
    worker: int,
    shared: SharedObject,
    event: OpFinished | OpDone,
    began: int,
    scoped: bool,
    forever: bool,
) -> str | None:
    """A worker took a lock, for which it began to wait at `began`; returns what was impossible about it, or None.

    `scoped`: by a `with` statement; `forever`: it would have waited without an end, for certain.
    """
    problem = None
    holders = (*shared.holders, worker)
    takes = (*shared.takes, Take(worker, event.t, state.workers[worker].where, scoped))
    if shared.family != "semaphore" and any(holder != worker for holder in shared.holders):
        problem = f"{shared.name} was acquired while another held it"
        holders, takes = (worker,), takes[-1:]
        for holder in shared.holders:
            _drop_holding(state, holder, shared.id)
    handed_on = is_handed_on(shared)
    if handed_on and shared.family == "semaphore":
        holders, takes = (), ()
    depth = shared.depth if event.depth is None else max(event.depth, 0)
    waited = shared.waited + event.t - began
    changes = {"acquires": shared.acquires + 1, "since": event.t, "depth": depth, "used": event.t, "waited": waited}
    state.put_object(replace(shared, holders=holders, takes=takes, **changes))
    if handed_on:
        return problem
    who = state.workers[worker]
    if who.holding and forever:
        note_taken(state, who, shared, event.t)
    state.put_worker(replace(who, holding=(*who.holding, shared.id)))
    return problem


def released(state: RunState, worker: int, shared: SharedObject, event: OpFinished | OpDone) -> str | None:
    """A worker released a lock; returns what was impossible about it, or None."""
    depth = shared.depth if event.depth is None else max(event.depth, 0)
    most = max(depth, shared.max_depth)
    if worker not in shared.holders:
        if shared.copy_of is not None and not shared.acquires:
            return None  # it was taken before the fork
        problem = None if shared.holders or shared.family == "semaphore" else "was released while nobody held it"
        _hand_on(state, replace(shared, depth=depth, max_depth=most, since=event.t if shared.holders else shared.since))
        return problem and f"{shared.name} {problem}"
    rest = list(shared.holders)
    rest.remove(worker)
    own = [take for take in shared.takes if take.worker == worker]
    nested = shared.family != "semaphore"
    gone = own[-1 if nested else 0]
    takes = tuple(take for take in shared.takes if take is not gone)
    stats = state.stats_of(shared.id)
    outermost = not (nested and len(own) > 1)
    held = event.t - gone.since if outermost else 0
    if stats is not None and outermost:
        stats.hold.add(held)
    changes = {
        "returned": shared.returned + 1,
        "held": shared.held + held,
        "since": event.t,
        "used": event.t,
        "depth": depth,
        "max_depth": most,
    }
    state.put_object(replace(shared, holders=tuple(rest), takes=takes, **changes))
    _drop_holding(state, worker, shared.id)
    return None


def _hand_on(state: RunState, shared: SharedObject) -> None:
    """Somebody released what others took: from now on nobody is said to hold it."""
    for holder in shared.holders:
        _drop_holding(state, holder, shared.id)
    stats = state.stats_of(shared.id)
    if stats is not None:
        stats.hold = Histogram()
    handed = shared.handed + (not is_owned(shared))
    state.put_object(replace(shared, holders=(), takes=(), handed=handed))


def release_of_dead_owner(state: RunState, shared: SharedObject, t: int) -> None:
    """One acquisition of somebody who has ended was given back by others, as mptui's user asked for."""
    ended = [item for item in shared.holders if item not in state.workers or state.workers[item].state.ended]
    if not ended:
        return
    rest = list(shared.holders)
    rest.remove(ended[0])
    gone = next((take for take in shared.takes if take.worker == ended[0]), None)
    takes = tuple(take for take in shared.takes if take is not gone)
    depth = shared.depth + (shared.family == "semaphore")
    state.put_object(replace(shared, holders=tuple(rest), takes=takes, since=t, used=t, depth=depth))
    _drop_holding(state, ended[0], shared.id)


def _drop_holding(state: RunState, worker: int, shared: int) -> None:
    who = state.workers.get(worker)
    if who is not None and shared in who.holding:
        rest = list(who.holding)
        rest.remove(shared)
        state.put_worker(replace(who, holding=tuple(rest)))
