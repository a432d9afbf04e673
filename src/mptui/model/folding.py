"""Folds away objects and workers that are gone, so that a run of any length is known in bounded memory.

Python does not tell when a lock is dropped. So an object counts as gone when nobody holds it or waits for it, it is as
full or empty as it was made, and as many others as are kept have been used since. One that is used once more comes back
by its name; its counts begin anew, and those from before stay in the totals.
"""

from heapq import nsmallest

from mptui.model.folded import COUNTED, Make
from mptui.model.lifecycle import GONE
from mptui.model.state import RunState, SharedObject, Worker


def fold_objects(state: RunState) -> None:
    """Fold the objects that were used longest ago if there are a tenth more than are kept."""
    if len(state.objects) < state.fold_objects_at:
        return
    idle = [shared for shared in state.objects.values() if _is_idle(shared)]
    over = min(len(state.objects) - state.retain, len(idle))
    gone = nsmallest(over, idle, key=_last_use)
    for shared in gone:
        state.folded.add_object(shared.id, _make(shared), {name: getattr(shared, name) for name in COUNTED})
        del state.objects[shared.id]
        state.stats.pop(shared.id, None)
    if state.lock_order.changes:
        state.lock_order.forget_objects(frozenset(shared.id for shared in gone))
    state.fold_objects_at = max(len(state.objects), state.retain) + max(state.retain // 10, 1)


def unfold_object(state: RunState, identifier: int) -> SharedObject | None:
    """An object that was folded away is used again; None if it was not."""
    make = state.folded.take_object(identifier)
    if make is None:
        return None
    return state.put_object(
        SharedObject(
            identifier,
            make.type,
            make.module,
            make.name,
            make.where,
            make.own,
            make.maxsize,
            depth=make.initial,
            max_depth=make.initial,
            initial=make.initial,
            counted=make.counted,
            used=state.now,
            mark=state.object_names.mark(make.name, make.where),
        )
    )


def fold_workers(state: RunState) -> None:
    """Fold the workers that ended longest ago if there are a tenth more than are kept."""
    if sum(state.count_by_state[kind] for kind in GONE) < state.fold_workers_at:
        return
    gone = [worker for worker in state.workers.values() if worker.state in GONE and _is_done(worker)]
    over = min(sum(state.count_by_state[kind] for kind in GONE) - state.retain, len(gone))
    oldest = nsmallest(over, gone, key=lambda worker: worker.since)
    for worker in oldest:
        state.folded.add_worker(worker.id, worker.flavor, worker.word, state.output.forget_worker(worker.id))
        state.count_by_state[worker.state] -= 1
        state.stacks.pop(worker.id, None)
        del state.workers[worker.id]
    if state.lock_order.changes:
        state.lock_order.forget_workers(frozenset(worker.id for worker in oldest))
    left = sum(state.count_by_state[kind] for kind in GONE)
    state.fold_workers_at = max(left, state.retain) + max(state.retain // 10, 1)


def _is_idle(shared: SharedObject) -> bool:
    taken_before_its_fork = shared.copy_of is not None and not shared.acquires
    return not (shared.holders or shared.waits or shared.depth != shared.initial or taken_before_its_fork)


def _last_use(shared: SharedObject) -> int:
    return shared.used


def _make(shared: SharedObject) -> Make:
    return Make(
        shared.type,
        shared.module,
        shared.name,
        shared.where,
        shared.own,
        shared.maxsize,
        shared.initial,
        shared.counted,
    )


def _is_done(worker: Worker) -> bool:
    return worker.flavor != "main" and not worker.holding
