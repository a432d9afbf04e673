"""How a lock or semaphore is used, which decides what may be said of those who took it.

Anybody may release a Lock or a semaphore, and programs do: a lock is handed on like a baton, a semaphore tells that
something is done. Then nobody *holds* it, and whoever took it last is not the one that others wait for. What is said
here is never more than the run has shown.
"""

from mptui.model.state import RunState, SharedObject

ENOUGH_RETURNS = 2
"""Releases by those who took it, and none by others, that show an object to be used as a lock.

One does not: a program that makes a baton often takes it first, and hands it out by its own release.
"""


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


def takers_ended(state: RunState, shared: SharedObject) -> bool:
    """Whether all who took it and have not given it back have ended; somebody else may still release it."""
    takers = [state.workers.get(holder) for holder in set(shared.holders)]
    return bool(takers) and all(taker is not None and taker.state.ended for taker in takers)
