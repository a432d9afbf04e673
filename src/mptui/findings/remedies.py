"""What mptui can do for workers that wait in vain, if its user wants that: never more than it knows to be safe."""

from collections.abc import Iterable

import msgspec

from mptui.events import Unblocked, Unblocking
from mptui.findings.finding import Finding
from mptui.findings.kinds import dead_owner, unflushed_queue
from mptui.findings.words import how_they_ended, name_of, worker_names
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.uses import is_owned
from mptui.model.waits import Wait


class Remedy(msgspec.Struct, frozen=True):
    """`how` to help out `worker`, which waits for `object`; `question`: what to ask the user before."""

    how: Unblocking
    worker: int
    object: int | None
    question: str


def remedy(state: RunState, findings: Iterable[Finding], chosen: int | None) -> Remedy | None:
    """What can be done for the chosen worker, or about a finding, those in which it is first; None if nothing."""
    zombie = state.workers.get(chosen) if chosen is not None else None
    if zombie is not None and (found := _reap(state, zombie)) is not None:
        return found
    known = sorted(findings, key=lambda finding: chosen not in finding.workers)
    return next(filter(None, (_of(state, finding, chosen) for finding in known)), None)


def _reap(state: RunState, zombie: Worker) -> Remedy | None:
    parent = state.workers.get(zombie.parent) if zombie.parent is not None else None
    if zombie.state is not WorkerState.ZOMBIE or parent is None or not parent.state.alive:
        return None
    question = f"Have {parent.name} join {zombie.name}, and its other children that have ended, at its next operation?"
    return Remedy("reap", parent.id, None, question)


def _of(state: RunState, finding: Finding, chosen: int | None) -> Remedy | None:
    workers = [state.workers[item] for item in finding.workers if item in state.workers]
    workers.sort(key=lambda worker: worker.id != chosen)
    for worker in workers:
        wait = worker.wait
        shared = state.objects.get(wait.object) if wait is not None and wait.object is not None else None
        if wait is None or shared is None or worker.state.ended:
            continue
        if finding.kind == unflushed_queue.KIND and wait.op == "join_thread":
            return _discard(worker, shared)
        if not _looks_up(wait, shared):
            continue
        if finding.kind == dead_owner.KIND and wait.op == "acquire" and not is_owned(shared):
            return _release(state, worker, shared)
        return _end_wait(worker, wait, shared)
    return None


def _looks_up(wait: Wait, shared: SharedObject) -> bool:
    """Whether who waits there looks up now and then, and so can be reached: see the hooks of locks and queues."""
    if wait.within is not None or not shared.counted:
        return False
    if wait.op == "put":
        return shared.family == "queue" and bool(shared.maxsize)
    if wait.op != "acquire":
        return False
    return shared.module == "multiprocessing" or (shared.module == "threading" and shared.family == "lock")


def _release(state: RunState, worker: Worker, shared: SharedObject) -> Remedy:
    known = (state.workers.get(item) for item in dict.fromkeys(shared.holders))
    takers = [one for one in known if one is not None and one.state.ended]
    question = (
        f"Release {shared.label}? {worker_names(takers)} {how_they_ended(state, takers)} without giving it back, "
        "and may have left what it guards half done."
    )
    return Remedy("release", worker.id, shared.id, question)


def _discard(worker: Worker, shared: SharedObject) -> Remedy:
    question = (
        f"Throw away what {worker.name} put into {shared.label} and nobody has got, so that it can end? "
        f"There are {shared.depth} items in the queue."
    )
    return Remedy("discard", worker.id, shared.id, question)


def _end_wait(worker: Worker, wait: Wait, shared: SharedObject) -> Remedy:
    error = "queue.Full" if wait.op == "put" else "TimeoutError"
    question = f"End the wait of {worker.name} for {shared.label} with an error ({error})?"
    return Remedy("end_wait", worker.id, shared.id, question)


def unblocked_text(state: RunState, event: Unblocked) -> str:
    """What was done, in words."""
    name = state.objects[event.object].name if event.object in state.objects else "it"
    who = name_of(state, event.worker)
    return {
        "release": f"{who} was made to release {name}",
        "end_wait": f"the wait of {who} for {name} was ended with an error",
        "discard": f"what was in {name} was thrown away, so that {who} can end",
        "reap": f"{who} was made to wait for its children that had ended",
    }[event.how]
