"""How a lock or semaphore is used, which decides what may be said of those who took it.

Anybody may release a Lock or a semaphore, and programs do: a lock is handed on like a baton, a semaphore tells that
something is done. Then nobody *holds* it, and whoever took it last is not the one that others wait for. What is said
here is never more than the run has shown.
"""

from collections.abc import Iterable

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker

ENOUGH_RETURNS = 2
"""Releases by those who took it, and none by others, that show an object to be used as a lock.

One does not: a program that makes a baton often takes it first, and hands it out by its own release.
"""
_RUN_CODE_UNSEEN = frozenset({"Pool", "ThreadPool", "ProcessPoolExecutor", "ThreadPoolExecutor"})
"""Objects with threads of their own, which may call a function of the program's at any time."""


def is_owned(shared: SharedObject) -> bool:
    """Whether only who took it can release it: an RLock, or the lock within another object."""
    return shared.type == "RLock" or shared.family not in ("lock", "semaphore")


def is_handed_on(shared: SharedObject) -> bool:
    """Whether others release it than those who took it, or it began as a semaphore that has to be released first."""
    return not is_owned(shared) and (shared.handed > 0 or (shared.family == "semaphore" and shared.initial == 0))


def is_lock_like(shared: SharedObject) -> bool:
    """Whether only those who took it will release it: for certain, or as the run has shown."""
    return is_owned(shared) or (not is_handed_on(shared) and shared.returned >= ENOUGH_RETURNS)


def is_held(shared: SharedObject) -> bool:
    """Whether to say of those who took it that they hold it. A Lock is held until somebody else releases it."""
    return not is_handed_on(shared) and (shared.family != "semaphore" or shared.returned > 0)


def is_exclusive(shared: SharedObject) -> bool:
    """Whether one worker at a time can have it, which is known, and gives it back, as far as the run has shown."""
    if not shared.counted or is_handed_on(shared):
        return False
    is_lock = shared.family == "lock" or shared.type == "Condition"
    return is_lock or (shared.family == "semaphore" and shared.initial == 1)


def is_free(shared: SharedObject) -> bool:
    """Whether nobody holds it, for certain: a copy may have been held as its process was forked."""
    return shared.counted and not shared.holders and (shared.copy_of is None or shared.acquires > 0)


def never_released(state: RunState, shared: SharedObject) -> bool:
    """Whether all who took it have ended, and nobody else will release it.

    A Lock whose taker was killed while others wait for it counts, as long as nobody was seen to release another's.
    """
    holders = [state.workers.get(holder) for holder in set(shared.holders)]
    if not holders or any(holder is None or not holder.state.ended for holder in holders):
        return False
    if shared.family == "semaphore" and shared.depth > 0:
        return False
    if is_lock_like(shared) or nobody_acts_on(state, (shared,)):
        return True
    was_killed = all(holder is not None and holder.state is WorkerState.KILLED for holder in holders)
    return was_killed and bool(shared.waits) and _is_plain_lock(shared)


def is_deadlock(state: RunState, ring: Iterable[Worker]) -> bool:
    """Whether workers of which each waits for the next, and the last for the first, wait for ever.

    They do if nobody else can release what they took, or nobody else can do anything. Two or more that took a Lock
    each count as well, as long as nobody was seen to release another's.
    """
    waits = [worker.wait for worker in ring if worker.wait is not None]
    taken = [state.objects[wait.object] for wait in waits if wait.target is None and wait.object in state.objects]
    if all(is_lock_like(shared) for shared in taken):
        return True
    if len(taken) == len(waits) > 1 and all(_is_plain_lock(shared) for shared in taken):
        return True
    return nobody_acts_on(state, taken)


def _is_plain_lock(shared: SharedObject) -> bool:
    return is_owned(shared) or (shared.family == "lock" and not is_handed_on(shared))


def nobody_acts_on(state: RunState, taken: Iterable[SharedObject]) -> bool:
    """Whether nobody who could release one of these objects will ever do anything again."""
    open_to = {_process_of(state, shared) for shared in taken if not is_owned(shared)}
    return all(is_stuck(state, pid) for pid in open_to)


def _process_of(state: RunState, shared: SharedObject) -> int | None:
    """The process alone in which the object can be used; None if there may be others."""
    holders = [state.workers.get(holder) for holder in shared.holders] if shared.is_local else []
    return holders[0].pid if holders and holders[0] is not None else None


def is_stuck(state: RunState, pid: int | None = None) -> bool:
    """Whether every worker that runs, of the process `pid` or of the program, waits for what none of them will do."""
    workers = (worker for worker in state.workers.values() if pid is None or worker.pid == pid)
    if any(worker.state.alive and _can_go_on(state, worker) for worker in workers):
        return False
    return not any(shared.type in _RUN_CODE_UNSEEN for shared in state.objects.values())


def _can_go_on(state: RunState, worker: Worker) -> bool:
    """Whether a worker may do something without the help of others, as far as the state can tell."""
    wait = worker.wait
    if wait is None or wait.timeout is not None or worker.probe_failed or worker.state is WorkerState.PAUSED:
        return True
    if wait.target is not None:
        target = state.workers.get(wait.target)
        return target is None or not target.state.alive
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if shared is None or not shared.counted:
        return True
    if wait.op == "acquire":
        return shared.depth > 0 if shared.family == "semaphore" else not shared.holders
    if wait.op == "get" and shared.family == "queue":
        return shared.depth > 0
    if wait.op == "put" and shared.family == "queue":
        return shared.depth < (shared.maxsize or 0)
    return shared.type != "Event" or wait.op != "wait" or shared.depth > 0
