"""How workers come, go and change: what events of them do to a RunState."""

from typing import Any

from msgspec.structs import replace

from mptui import events
from mptui.model.folding import fold_workers
from mptui.model.lifecycle import WorkerState
from mptui.model.operations import forget_waits
from mptui.model.orphans import leave_orphans
from mptui.model.standing import MOST_STANDING, standing_of
from mptui.model.state import LOSSES, Anomaly, RunState, Worker
from mptui.model.waits import Loss

_DEEPEST_THREAD = 100
"""Threads made by threads, one after the other, up to which their process is looked for; a trace may have a circle."""


def note_anomaly(state: RunState, event: events.Event, text: str) -> None:
    """Keep an impossible event as data."""
    state.anomaly_count += 1
    state.anomalies.append(Anomaly(event.t, event.worker, text))


def worker_of(state: RunState, event: events.Event) -> Worker:
    """The worker the event is about; an unknown one is an anomaly and gets a stand-in."""
    worker = state.workers.get(event.worker)
    if worker is None:
        note_anomaly(state, event, f"{event.KIND} of a worker nobody created")
        name = f"worker-{event.worker}"
        worker = Worker(event.worker, name, "process", None, WorkerState.RUNNING, event.t)
        state.put_worker(worker)
    return worker


def living(state: RunState, event: events.Event) -> Worker:
    """The worker, which must not have ended to do what the event says: that is an anomaly."""
    worker = worker_of(state, event)
    if worker.state.ended:
        note_anomaly(state, event, f"{worker.name}: {event.KIND} while {worker.state.word}")
    return worker


def move(state: RunState, event: events.Event, worker: Worker, to: WorkerState, **changes: Any) -> None:
    """Put the worker into another state; if that cannot be, it is an anomaly."""
    if not state.move(worker, to, event.t, **changes):
        note_anomaly(state, event, f"{worker.name}: {event.KIND} while {worker.state.word}")


def worker_created(state: RunState, event: events.WorkerCreated) -> None:
    """A worker was made."""
    if event.worker in state.workers:
        note_anomaly(state, event, f"{event.name} was created twice")
        return
    worker = Worker(event.worker, event.name, event.flavor, event.parent, WorkerState.CREATED, event.t, made=event.t)
    state.put_worker(worker)


def worker_started(state: RunState, event: events.WorkerStarted) -> None:
    """It runs."""
    worker = worker_of(state, event)
    if worker.state is not WorkerState.CREATED and worker.pid is not None:
        note_anomaly(state, event, f"{worker.name} started twice")
        return
    parent = state.workers.get(worker.parent) if worker.parent is not None and worker.flavor != "thread" else None
    orphan = parent is not None and parent.flavor != "thread" and parent.state.ended
    if parent is not None and parent.pid is not None:
        state.parents.add(parent.pid)
    handles = worker.handles
    if worker.flavor == "process":  # as if it were forked: one that is not forked may set its own
        handles += process_of(state, parent).handles if parent is not None else ()
    if state.lock_order.changes:
        state.lock_order.starts(worker.id, worker.parent)
    move(
        state,
        event,
        worker,
        WorkerState.RUNNING,
        pid=event.pid or None,
        orphan=orphan,
        handles=handles,
        started=event.t,
    )


def process_of(state: RunState, worker: Worker) -> Worker:
    """The process of a thread; a process is its own."""
    for _ in range(_DEEPEST_THREAD):
        if worker.flavor != "thread" or worker.parent not in state.workers:
            break
        worker = state.workers[worker.parent]
    return worker


def worker_exited(state: RunState, event: events.WorkerExited) -> None:
    """It has ended."""
    worker = worker_of(state, event)
    if worker.state.ended:
        note_anomaly(state, event, f"{worker.name} ended twice")
        return
    if worker.wait is not None and state.ending is None:
        state.standing = (*state.standing[1 - MOST_STANDING :], standing_of(state, worker))
    if worker.task is not None and state.ending is None:
        loss = Loss(event.t, worker.id, worker.task.object, worker.task.name)
        state.lost_tasks = (*state.lost_tasks[1 - LOSSES :], loss)
    if state.ending is None:
        state.stacks.pop(worker.id, None)
    forget_waits(state, worker)
    if state.lock_order.changes:
        state.lock_order.ends(worker.id)
    state.output.close_worker(event.t, worker.id)
    killed = (event.exit_code is not None and event.exit_code < 0) or event.ended_by == "mptui"
    ended = WorkerState.KILLED if killed else WorkerState.ZOMBIE if event.zombie else WorkerState.EXITED
    move(
        state, event, worker, ended, exit_code=event.exit_code, wait=None, ended_by=event.ended_by, zombie=event.zombie
    )
    if worker.pid in state.parents and worker.flavor != "thread":
        leave_orphans(state, worker.pid)
    fold_workers(state)


def worker_reaped(state: RunState, event: events.WorkerReaped) -> None:
    """Its end has been taken note of."""
    worker = worker_of(state, event)
    if not worker.state.ended:
        note_anomaly(state, event, f"{worker.name} was reaped while {worker.state.word}")
        return
    if worker.parent is not None:
        state.lock_order.joins(worker.parent, worker.id)
    code = worker.exit_code if worker.exit_code is not None else event.exit_code
    ended = WorkerState.KILLED if worker.state is WorkerState.KILLED else WorkerState.REAPED
    move(state, event, replace(worker, reaped=True, exit_code=code), ended)
    fold_workers(state)


def worker_paused(state: RunState, event: events.WorkerPaused) -> None:
    """Mptui holds it, or lets it go on."""
    worker = worker_of(state, event)
    running = WorkerState.BLOCKED if worker.wait is not None else WorkerState.RUNNING
    move(state, event, worker, WorkerState.PAUSED if event.paused else running)


def worker_named(state: RunState, event: events.WorkerNamed) -> None:
    """It has another name."""
    worker = worker_of(state, event)
    state.put_worker(replace(worker, name=event.name))
