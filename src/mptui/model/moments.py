"""What events tell of the order of locks: see lock_order."""

from mptui.events import OpDone, OpFinished, OpStarted
from mptui.model.lock_order import HEARING, TELLING
from mptui.model.state import POOLS, RunState, SharedObject, Worker
from mptui.model.uses import is_exclusive, is_handed_on


def note_taken(state: RunState, worker: Worker, shared: SharedObject, t: int) -> None:
    """A worker that holds something else has taken a lock, for which it would have waited without an end."""
    if state.lock_order.is_noted(worker.id, worker.holding, shared.id):
        return
    if shared.id in worker.holding or not is_exclusive(shared):
        return
    held = {item: state.objects[item] for item in worker.holding if item in state.objects}
    locks = {item: other for item, other in held.items() if is_exclusive(other)}
    for item, other in locks.items():
        taken = next((take.where for take in reversed(other.takes) if take.worker == worker.id), "")
        guards = frozenset(locks.keys() - {item})
        state.lock_order.add(worker.id, item, shared.id, taken, worker.where, t, guards)


def note_begun(state: RunState, worker: int, shared: SharedObject, event: OpStarted) -> None:
    """A worker is in an operation; from now on others may go on because of it."""
    if _tells(shared, event.op):
        state.lock_order.tells(worker, shared.id)


def note_ended(state: RunState, worker: int, shared: SharedObject, event: OpFinished | OpDone) -> None:
    """A worker's operation has ended well."""
    handed = shared.family in ("lock", "semaphore") and is_handed_on(shared)
    if event.op == "acquire":
        if handed:
            state.lock_order.hears(worker, shared.id)
    elif event.op == "release":
        if handed or worker not in shared.holders:
            state.lock_order.tells(worker, shared.id)
    else:
        if event.op in HEARING or shared.type in POOLS:
            state.lock_order.hears(worker, shared.id)
        if isinstance(event, OpDone) and _tells(shared, event.op):
            state.lock_order.tells(worker, shared.id)


def _tells(shared: SharedObject, op: str) -> bool:
    return shared.type in POOLS or (op in TELLING and (op != "wait" or shared.type == "Barrier"))
