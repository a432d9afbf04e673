"""What operations on locks, queues and pipes do to the state: who holds, who waits, how full."""

from collections.abc import Callable

from msgspec.structs import replace

from mptui.events import LockCycles, OpDone, OpFinished, OpStarted, singles
from mptui.model.holding import acquired, released
from mptui.model.lifecycle import WorkerState
from mptui.model.moments import note_begun, note_ended, note_taken
from mptui.model.state import LOSSES, MOST_USERS, POOLS, RECENT_OPERATIONS, Operation, RunState, SharedObject, Worker
from mptui.model.updates import note_access
from mptui.model.waits import Loss, Task, Wait

DEEPEST_WAIT = 8
"""Operations within each other that are kept; the end of one may have been lost."""


def _nesting(wait: Wait | None) -> int:
    return 0 if wait is None else 1 + _nesting(wait.within)


def start_operation(state: RunState, worker: Worker, event: OpStarted) -> None:
    """A worker began an operation, and waits in it until it ends. A feeder that waits is no wait of its process."""
    if event.op == "flush":
        _note_writing(state, worker, event)
        return
    within = worker.wait if _nesting(worker.wait) < DEEPEST_WAIT else None
    wait = Wait(
        worker.id,
        event.op,
        event.object,
        event.target,
        event.where,
        event.t,
        within,
        event.timeout,
        event.scoped,
        event.peers,
    )
    blocked = WorkerState.BLOCKED if worker.state is WorkerState.RUNNING else worker.state
    since = event.t if worker.state is WorkerState.BLOCKED else worker.since
    put_where = event.where if event.op == "put" else worker.put_where
    state.move(replace(worker, since=since), blocked, event.t, wait=wait, where=event.where, put_where=put_where)
    shared = state.objects.get(event.object) if event.object is not None else None
    if shared is not None:
        waits = (*shared.waits, wait)
        most = max(shared.max_waiters, len(waits))
        users = _users(shared, event.op, worker.id)
        shared = state.put_object(replace(shared, waits=waits, max_waiters=most, used=event.t, users=users))
        if state.lock_order.changes:
            note_begun(state, worker.id, shared, event)
        _set_depth(state, shared, event.depth)
        if event.depth is not None and (stats := state.stats_of(shared.id)) is not None:
            stats.depth.note(event.t, max(event.depth, 0))


def _users(shared: SharedObject, op: str, worker: int) -> frozenset[tuple[str, int]]:
    """Who did what with the object, this one too; of locks it is known by their holders."""
    use = (op, worker)
    if use in shared.users or op in _HOLDING or len(shared.users) >= MOST_USERS:
        return shared.users
    return shared.users | {use}


def finish_operation(state: RunState, worker: Worker, event: OpFinished) -> str | None:
    """A worker's operation ended. Returns what was impossible about it, or None."""
    if event.op == "flush":
        _note_writing(state, worker, event)
        return None
    waited = worker.wait
    began = _leave_wait(state, worker, event) if worker.wait is not None else None
    if waited is None:
        return _count(state, worker.id, event, None, False, "", False)
    return _count(state, worker.id, event, began, waited.scoped, waited.where, waited.timeout is None)


def do_operation(state: RunState, worker: Worker, event: OpDone) -> str | None:
    """A worker did an operation without waiting. Returns what was impossible about it, or None."""
    if event.op == "feed":
        return _feed(state, event)
    where = event.where or worker.where  # what its feeder does is in no line
    put_where = event.where or worker.put_where if event.op == "put" else worker.put_where
    if (where, put_where) != (worker.where, worker.put_where):
        state.put_worker(replace(worker, where=where, put_where=put_where))
    return _count(state, worker.id, event, event.began, event.scoped, event.where, event.scoped)


def _note_writing(state: RunState, worker: Worker, event: OpStarted | OpFinished) -> None:
    """The feeder of a process waits for room in a queue's pipe, or has written."""
    shared = state.objects.get(event.object) if event.object is not None else None
    if shared is not None:
        others = tuple(item for item in shared.writing if item != worker.id)
        now = (worker.id,) if isinstance(event, OpStarted) else ()
        state.put_object(replace(shared, writing=(*others, *now), used=event.t))


def _feed(state: RunState, event: OpDone) -> str | None:
    """A queue's own thread sent an item from the buffer into the pipe: nothing that the worker did."""
    shared = state.objects.get(event.object) if event.object is not None else None
    if shared is None:
        return f"{event.op} on an object nobody created"
    if event.outcome == "error":
        putter = state.workers.get(event.worker)
        where = putter.put_where if putter is not None else ""
        loss = Loss(event.t, event.worker, shared.id, event.value or "", where)
        state.unsent_items = (*state.unsent_items[1 - LOSSES :], loss)
        _set_depth(state, shared, event.depth)
        return None
    state.put_object(replace(shared, fed=shared.fed + 1, used=event.t))
    return None


def _count(
    state: RunState, worker: int, event: OpFinished | OpDone, began: int | None, scoped: bool, where: str, forever: bool
) -> str | None:
    """`began`, `scoped`, `where`: how it was begun; `forever`: it would have waited without an end, for certain."""
    operation = Operation(event.t, worker, event.op, event.object, event.outcome, event.value)
    state.operations.append(operation)
    state.finished_operation = operation
    if event.target is not None and event.outcome == "ok":
        state.lock_order.joins(worker, event.target)
    if event.object is None:
        return None
    shared = state.objects.get(event.object)
    if shared is None:
        return f"{event.op} on an object nobody created"
    _note_stats(state, shared, operation, began, event.depth)
    if shared.type in POOLS and (event.op == "task" or not where):
        _note_task(state, worker, event)
    if event.outcome != "ok":
        _failed(state, worker, shared, event)
        return None
    if state.lock_order.changes:
        note_ended(state, worker, shared, event)
    users = _users(shared, event.op, worker)
    if users is not shared.users:
        shared = state.put_object(replace(shared, users=users))
    if shared.type == "Value":
        shared = note_access(shared, worker, event, where or state.workers[worker].where, locked=state.lock_on)
    counted = shared.family != "object" or event.op in _HOLDING
    if event.op == "acquire" and counted and shared.counted:
        return acquired(state, worker, shared, event, event.t if began is None else began, scoped, forever)
    handler = _FINISHED.get(event.op, _called) if counted else _called
    if not shared.counted:
        handler = _UNHELD.get(event.op, handler)
    return handler(state, worker, shared, event)


def _note_stats(
    state: RunState, shared: SharedObject, operation: Operation, began: int | None, depth: int | None
) -> None:
    stats = state.stats_of(shared.id)
    if stats is not None:
        stats.finished(shared.family, operation, began)
        if depth is not None:
            stats.depth.note(operation.t, max(depth, 0))


def _failed(state: RunState, worker: int, shared: SharedObject, event: OpFinished | OpDone) -> None:
    """An operation did not do what it was to do; by one on a pool somebody may have heard of a task's exception."""
    if event.outcome == "error" and shared.type in POOLS and event.value and event.op != "task":
        state.heard |= {(shared.id, event.value)}
    if event.op == "unlink":  # it is gone: somebody else did it, whom nobody saw
        shared = state.put_object(replace(shared, users=_users(shared, event.op, worker)))
    _set_depth(state, shared, event.depth)


def _note_task(state: RunState, worker: int, event: OpFinished | OpDone) -> None:
    """A worker of a pool has taken a task, in no line of the program's, or told of its end."""
    who = state.workers[worker]
    if event.op == "get" and event.outcome == "ok" and event.object is not None:
        state.put_worker(replace(who, task=Task(event.object, event.value or "", event.t)))
    elif event.op == "task" and who.task is not None:
        state.put_worker(replace(who, task=None, tasks=who.tasks + 1))


def take_lock_cycles(state: RunState, worker: Worker, event: LockCycles) -> str | None:
    """A worker took and released a lock many times. Returns what was impossible about it, or None."""
    held = len(event.times) // 2
    shared = state.objects.get(event.object)
    if shared is None or shared.holders or not shared.counted:
        found = [do_operation(state, state.workers[worker.id], single) for single in singles(event)]  # type: ignore[arg-type]
        return next((problem for problem in found if problem), None)
    state.put_object(
        replace(
            shared,
            acquires=shared.acquires + held,
            returned=shared.returned + held,
            held=shared.held + sum(event.times[1::2]) - sum(event.times[: 2 * held : 2]),
            since=event.times[-1],
            used=event.t,
        )
    )
    if worker.holding and event.scoped:
        note_taken(state, replace(worker, where=event.where), shared, event.times[0])
    if worker.where != event.released_where:
        state.put_worker(replace(worker, where=event.released_where))
    first = max(len(event.times) - RECENT_OPERATIONS, 0)
    recent = [
        Operation(event.times[place], worker.id, "release" if place % 2 else "acquire", event.object, "ok", None)
        for place in range(first, len(event.times))
    ]
    state.operations.extend(recent)
    stats = state.stats_of(shared.id)
    if stats is not None:
        stats.add_lock_cycles(event.times)
        stats.recent.extend(recent)
    return None


def _set_depth(state: RunState, shared: SharedObject, depth: int | None) -> None:
    if depth is not None:
        depth = max(depth, 0)
        state.put_object(replace(shared, depth=depth, max_depth=max(depth, shared.max_depth)))


def forget_waits(state: RunState, worker: Worker) -> None:
    """The worker is gone and waits for nothing any more. What it held it still holds."""
    wait = worker.wait
    while wait is not None:
        _take_out(state, wait)
        wait = wait.within


def _take_out(state: RunState, wait: Wait) -> None:
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if shared is not None:
        waits = tuple(other for other in shared.waits if other is not wait)
        state.put_object(replace(shared, waits=waits))


def _leave_wait(state: RunState, worker: Worker, event: OpFinished) -> int | None:
    """Leave the operation that ended, and those within it; one that it is itself within goes on.

    Returns when the operation that ended began, if that is known.
    """
    wait, began = worker.wait, None
    while wait is not None:
        _take_out(state, wait)
        ended, wait = wait, wait.within
        if (ended.op, ended.object, ended.target) == (event.op, event.object, event.target):
            began = ended.since
            break
    ends = worker.state is WorkerState.BLOCKED and wait is None
    state.move(worker, WorkerState.RUNNING if ends else worker.state, event.t, wait=wait)
    return began


def _counter(field: str) -> Callable[[RunState, int, SharedObject, OpFinished | OpDone], None]:
    def count(state: RunState, worker: int, shared: SharedObject, event: OpFinished | OpDone) -> None:  # noqa: ARG001
        depth = shared.depth if event.depth is None else max(event.depth, 0)
        changes = {
            field: getattr(shared, field) + 1,
            "used": event.t,
            "depth": depth,
            "max_depth": max(depth, shared.max_depth),
        }
        state.put_object(replace(shared, **changes))

    return count


_called = _counter("calls")
_UNHELD = {"acquire": _counter("acquires"), "release": lambda *_: None}
"""Of an object whose holders are not known."""
_HOLDING = ("acquire", "release")
"""What means the same on every object; a get from a queue takes an item out, one from a dict does not."""
_FINISHED: dict[str, Callable[[RunState, int, SharedObject, OpFinished | OpDone], str | None]] = {
    "release": released,
    "put": _counter("puts"),
    "get": _counter("gets"),
    "send": _counter("sends"),
    "recv": _counter("recvs"),
    "task_done": _counter("tasks_done"),
}
