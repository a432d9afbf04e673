"""deadlock: workers wait for each other in a circle, or one for itself."""

from collections.abc import Iterator

from mptui.findings.blockers import blockers, cycles
from mptui.findings.finding import Finding, Grade
from mptui.findings.pools import is_pool
from mptui.findings.progress import Progress, since, take_of
from mptui.findings.words import NAMED, at, call_of, places, short_where, worker_names
from mptui.model.state import SharedObject, Worker
from mptui.model.waits import WAKING, Wait

KIND = "deadlock"
_ELSEWHERE = ("join_thread",)
"""Waits that have a finding of their own."""
_LOCKS = "Take the locks in the same order everywhere, or take them with a timeout and start over."
_ITSELF = "Use an RLock if the same worker has to take the lock again, or split what runs under it."
_POOL = "Do not wait in a task for another task of the same pool: let who submitted the first submit the second, too."
_MIXED = "Break the circle: let one of them wait with a timeout, or not wait while it holds what another needs."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each circle."""
    for members in cycles(progress):
        waits = [worker.wait for worker in members if worker.wait is not None]
        is_task = any(wait.op == "join" and _is_queue(progress, wait) for wait in waits)
        if not is_task and not any(wait.op in _ELSEWHERE for wait in waits):
            yield _finding(progress, members, grade)


def _is_queue(progress: Progress, wait: Wait) -> bool:
    shared = progress.shared(wait)
    return shared is not None and shared.family == "queue"


def _finding(progress: Progress, members: list[Worker], grade: Grade) -> Finding:
    waits = [worker.wait for worker in members if worker.wait is not None]
    objects = [shared for worker in members if (shared := progress.shared(worker.wait)) is not None]
    steps = [_step(progress, worker) for worker in members]
    wheres = places(*(where for _, wheres in steps for where in wheres))
    told = [text for text, _ in steps]
    more = f"; and {len(told) - NAMED} more" if len(told) > NAMED + 1 else ""
    told = told if not more else told[:NAMED]
    alone = len(members) == 1
    head = f"{members[0].name} waits for itself" if alone else f"{len(members)} workers wait for each other"
    names = "" if alone else f": {worker_names(members)}"
    place = f"  {short_where(waits[0].where)}" if waits[0].where else ""
    return Finding(
        KIND,
        grade,
        tuple(worker.id for worker in members),
        tuple(dict.fromkeys(shared.id for shared in objects)),
        wheres,
        max(map(since, members)),
        f"{head}{names}{place}",
        f"{head}: {'; '.join(told)}{more}.",
        _advice(progress, members, objects),
    )


def _advice(progress: Progress, members: list[Worker], objects: list[SharedObject]) -> str:
    if any(is_pool(progress.shared(worker.wait)) and worker in blockers(progress, worker) for worker in members):
        return _POOL
    if not all(worker.wait is not None and worker.wait.op == "acquire" for worker in members):
        return _MIXED
    return _ITSELF if len(members) == 1 else _LOCKS if len({shared.id for shared in objects}) > 1 else _MIXED


def _step(progress: Progress, worker: Worker) -> tuple[str, tuple[str, ...]]:
    """`A holds one (taken at f.py:1) and waits for two at f.py:2`, and the places in it."""
    wait = worker.wait
    assert wait is not None
    holds, wheres = [], []
    for shared in _needed(progress, worker):
        take = take_of(shared, worker.id)
        if take is not None:
            permit = "a permit of " if shared.family == "semaphore" else ""
            holds.append(f"{permit}{shared.label} (taken{at(take.where)})")
            wheres.append(take.where)
    sleeps = next((outer for outer in wait.outer if outer.object == wait.object), None)
    asleep = ""
    if wait.op in WAKING and sleeps is not None:
        asleep = f", itself among them: it is still in {sleeps.op}{at(sleeps.where)}"
        wheres.append(sleeps.where)
    has = f" holds {' and '.join(holds)} and" if holds else ""
    return f"{worker.name}{has} {_waits(progress, worker)}{at(wait.where)}{asleep}", (*wheres, wait.where)


def _whose_workers(progress: Progress, worker: Worker) -> str:
    workers = blockers(progress, worker)
    if workers == [worker]:
        return "whose only worker it is"
    return f"whose workers ({worker_names(workers)}) are all stuck in their tasks"


def _needed(progress: Progress, worker: Worker) -> list[SharedObject]:
    """What others in a circle wait for and this worker has taken."""
    needed = {other.wait.object for other in progress.stuck.values() if other.wait is not None}
    state = progress.state
    return [state.objects[item] for item in dict.fromkeys(worker.holding) if item in needed and item in state.objects]


def _waits(progress: Progress, worker: Worker) -> str:
    wait = worker.wait
    assert wait is not None
    if wait.target is not None:
        return f"waits for {progress.state.workers[wait.target].name} to end"
    shared = progress.shared(wait)
    name = shared.label if shared is not None else wait.op
    if wait.op in WAKING:
        return f"waits in {name}.{wait.op}() for those whom it wakes"
    if shared is None or wait.op == "acquire":
        if shared is not None and shared.family == "semaphore":
            return "waits for another" if take_of(shared, worker.id) is not None else f"waits for a permit of {name}"
        return f"waits for {name}{' again' if worker in blockers(progress, worker) else ''}"
    others = " and ".join(dict.fromkeys(one.name for one in blockers(progress, worker)[:2]))
    if is_pool(shared):
        return f"waits in {wait.op}() of {shared.label}, {_whose_workers(progress, worker)}"
    whose = f" from {others}" if others and wait.op in ("get", "recv") else f" for {others}" if others else ""
    return f"waits in {call_of(shared, wait.op)}{whose}"
