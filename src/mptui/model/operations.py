"""What operations on locks, queues and pipes do to the state: who holds, who waits, how full."""

from collections.abc import Callable

from msgspec.structs import replace

from mptui.events import OpFinished, OpStarted
from mptui.model.lifecycle import WorkerState
from mptui.model.state import Operation, RunState, SharedObject, Wait, Worker

SENDS_AT_START = frozenset({"Pipe", "SimpleQueue"})
"""Types whose items are in flight from the start of a send: what is sent may be received before the send returns."""


def start_operation(state: RunState, worker: Worker, event: OpStarted) -> None:
    """A worker began an operation, and waits in it unless it was immediate."""
    shared = state.objects.get(event.object) if event.object is not None else None
    if shared is not None and event.op in ("send", "put") and shared.type in SENDS_AT_START:
        depth = shared.depth + 1
        shared = replace(shared, depth=depth, max_depth=max(depth, shared.max_depth))
        state.objects[shared.id] = shared
    if event.immediate:
        return
    wait = Wait(worker.id, event.op, event.object, event.target, event.where, event.t)
    alive = worker.state in (WorkerState.RUNNING, WorkerState.BLOCKED)
    state.workers[worker.id] = replace(
        worker,
        wait=wait,
        where=event.where,
        state=WorkerState.BLOCKED if alive else worker.state,
        since=event.t if alive else worker.since,
    )
    if shared is not None:
        waits = (*shared.waits, wait)
        most = max(shared.max_waiters, len(waits))
        state.objects[shared.id] = replace(shared, waits=waits, max_waiters=most)


def finish_operation(state: RunState, worker: Worker, event: OpFinished) -> str | None:
    """A worker's operation ended. Returns what was impossible about it, or None."""
    if worker.wait is not None:
        _leave_wait(state, worker, event.t)
    state.operations.append(Operation(event.t, worker.id, event.op, event.object, event.outcome, event.value))
    if event.object is None:
        return None
    shared = state.objects.get(event.object)
    if shared is None:
        return f"{event.op} on an object nobody created"
    if event.outcome != "ok":
        if event.op in ("send", "put") and shared.type in SENDS_AT_START:
            state.objects[shared.id] = replace(shared, depth=max(shared.depth - 1, 0))
        elif event.depth is not None:
            state.objects[shared.id] = replace(shared, depth=max(event.depth, 0))
        return None
    handler = _FINISHED.get(event.op)
    return handler(state, worker.id, shared, event) if handler is not None else None


def forget_waits(state: RunState, worker: Worker) -> None:
    """The worker is gone and waits for nothing any more. What it held it still holds."""
    if worker.wait is None or worker.wait.object is None:
        return
    shared = state.objects.get(worker.wait.object)
    if shared is not None:
        waits = tuple(wait for wait in shared.waits if wait.worker != worker.id)
        state.objects[shared.id] = replace(shared, waits=waits)


def _leave_wait(state: RunState, worker: Worker, t: int) -> None:
    forget_waits(state, worker)
    blocked = worker.state is WorkerState.BLOCKED
    state.workers[worker.id] = replace(
        worker,
        wait=None,
        state=WorkerState.RUNNING if blocked else worker.state,
        since=t if blocked else worker.since,
    )


def _acquired(state: RunState, worker: int, shared: SharedObject, event: OpFinished) -> str | None:
    problem = None
    holders = (*shared.holders, worker)
    if any(holder != worker for holder in shared.holders):
        problem = f"{shared.name} was acquired while another held it"
        holders = (worker,)
        for holder in shared.holders:
            _drop_holding(state, holder, shared.id)
    state.objects[shared.id] = replace(shared, holders=holders, acquires=shared.acquires + 1, since=event.t)
    who = state.workers[worker]
    state.workers[worker] = replace(who, holding=(*who.holding, shared.id))
    return problem


def _released(state: RunState, worker: int, shared: SharedObject, event: OpFinished) -> str | None:
    if not shared.holders:
        return f"{shared.name} was released while nobody held it"
    holder = worker if worker in shared.holders else shared.holders[-1]
    rest = list(shared.holders)
    rest.remove(holder)
    state.objects[shared.id] = replace(shared, holders=tuple(rest), since=event.t)
    _drop_holding(state, holder, shared.id)
    return None


def _drop_holding(state: RunState, worker: int, shared: int) -> None:
    who = state.workers.get(worker)
    if who is not None and shared in who.holding:
        rest = list(who.holding)
        rest.remove(shared)
        state.workers[worker] = replace(who, holding=tuple(rest))


def _put(state: RunState, worker: int, shared: SharedObject, event: OpFinished) -> str | None:  # noqa: ARG001
    at_start = shared.type in SENDS_AT_START
    depth = shared.depth if at_start else shared.depth + 1 if event.depth is None else event.depth
    most = max(shared.max_depth, depth)
    state.objects[shared.id] = replace(shared, puts=shared.puts + 1, depth=depth, max_depth=most)
    return None


def _got(state: RunState, worker: int, shared: SharedObject, event: OpFinished) -> str | None:  # noqa: ARG001
    at_start = shared.type in SENDS_AT_START
    depth = shared.depth - 1 if at_start or event.depth is None else event.depth
    state.objects[shared.id] = replace(shared, gets=shared.gets + 1, depth=max(depth, 0))
    return None


def _sent(state: RunState, worker: int, shared: SharedObject, event: OpFinished) -> str | None:  # noqa: ARG001
    state.objects[shared.id] = replace(shared, sends=shared.sends + 1)
    return None


def _received(state: RunState, worker: int, shared: SharedObject, event: OpFinished) -> str | None:  # noqa: ARG001
    depth = max(shared.depth - 1, 0)
    state.objects[shared.id] = replace(shared, recvs=shared.recvs + 1, depth=depth)
    return None


_FINISHED: dict[str, Callable[[RunState, int, SharedObject, OpFinished], str | None]] = {
    "acquire": _acquired,
    "release": _released,
    "put": _put,
    "get": _got,
    "send": _sent,
    "recv": _received,
}
