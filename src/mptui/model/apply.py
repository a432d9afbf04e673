"""How each event changes a RunState. Total: the impossible becomes an Anomaly, never an exception."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from mptui import events
from mptui.model.errors import note_error
from mptui.model.folding import fold_objects, unfold_object
from mptui.model.holding import release_of_dead_owner
from mptui.model.operations import (
    do_operation,
    finish_operation,
    start_operation,
    take_lock_cycles,
)
from mptui.model.so_far import take_up_object, take_up_run, take_up_worker
from mptui.model.stacks import keep_present_stacks
from mptui.model.standing import present_standing
from mptui.model.state import LOSSES, RunState, SharedObject
from mptui.model.worker_changes import (
    living,
    note_anomaly,
    process_of,
    worker_created,
    worker_exited,
    worker_named,
    worker_of,
    worker_paused,
    worker_reaped,
    worker_started,
)


def apply(state: RunState, event: events.Event) -> None:
    """Change `state` by what `event` says happened; afterwards it tells what changed. Called by RunModel alone."""
    state.changed_workers.clear()
    state.changed_objects.clear()
    state.finished_operation = None
    state.version += 1
    state.received += events.weight(event)
    if event.t > state.now:
        state.now = event.t
        if type(event) not in _NOTHING_HAPPENED:
            state.happened = event.t
    handler = _HANDLERS.get(type(event))
    if state.folded.workers and event.worker not in state.workers and state.folded.has_worker(event.worker):
        handler = _LATE.get(type(event), _late)
    if handler is not None:
        handler(state, event)


def _run_started(state: RunState, event: events.RunStarted) -> None:
    fresh = RunState(
        event.program,
        event.argv,
        event.start_method,
        event.python,
        event.platform,
        counting=state.counting,
        retain=state.retain,
    )
    fresh.version, fresh.received = state.version, 1
    for name in RunState.__struct_fields__:
        setattr(state, name, getattr(fresh, name))


def _handler_installed(state: RunState, event: events.HandlerInstalled) -> None:
    worker = process_of(state, worker_of(state, event))
    if event.signum not in worker.handles:
        state.put_worker(replace(worker, handles=(*worker.handles, event.signum)))


def _forked(state: RunState, event: events.Forked) -> None:
    state.forks += -1 if event.child else 1
    state.fork_told = max(state.fork_told, event.t) if event.child else state.fork_told


def _unblocked(state: RunState, event: events.Unblocked) -> None:
    state.unblocked = (*state.unblocked[1 - LOSSES :], event)
    shared = state.objects.get(event.object) if event.object is not None else None
    if event.how == "release" and shared is not None:
        release_of_dead_owner(state, shared, event.t)


def _stack_taken(state: RunState, event: events.StackTaken) -> None:
    if living(state, event).state.alive:
        state.stacks[event.worker] = event


def _library_threads(state: RunState, event: events.LibraryThreads) -> None:
    pid = worker_of(state, event).pid
    if pid is not None:
        state.library_threads[pid] = event.count


def _object_created(state: RunState, event: events.ObjectCreated) -> None:
    if event.object in state.objects:
        note_anomaly(state, event, f"{event.name} was created twice")
        return
    state.put_object(
        SharedObject(
            event.object,
            event.type,
            event.module,
            event.name,
            event.where,
            event.own,
            event.maxsize,
            depth=event.depth,
            max_depth=event.depth,
            initial=event.depth,
            counted=event.counted,
            copy_of=event.copy_of,
            used=event.t,
            parties=event.parties,
            mark=_mark(state, event),
        )
    )
    fold_objects(state)


def _mark(state: RunState, event: events.ObjectCreated) -> str:
    """What tells it apart from others of its name; a copy is called as its original is."""
    if event.copy_of is not None:
        original = state.objects.get(event.copy_of)
        return original.mark if original is not None else ""
    names = state.object_names
    mark = names.add(event.object, event.name, event.where)
    if mark and names.count[event.name] == 2 and (first := state.objects.get(names.first[event.name])) is not None:
        state.put_object(replace(first, mark=names.mark(first.name, first.where)))
    return mark


def _bring_back(state: RunState, identifier: int | None) -> None:
    """An object that was folded away is used again."""
    if identifier is not None and identifier not in state.objects and state.folded.objects:
        unfold_object(state, identifier)


def _op_started(state: RunState, event: events.OpStarted) -> None:
    worker = living(state, event)
    _bring_back(state, event.object)
    if not worker.state.ended:  # nobody would ever end its wait
        start_operation(state, worker, event)


def _op_finished(state: RunState, event: events.OpFinished) -> None:
    _bring_back(state, event.object)
    problem = finish_operation(state, living(state, event), event)
    if problem:
        note_anomaly(state, event, problem)


def _op_done(state: RunState, event: events.OpDone) -> None:
    _bring_back(state, event.object)
    problem = do_operation(state, living(state, event), event)
    if problem:
        note_anomaly(state, event, problem)


def _holds(state: RunState, event: events.LockCycles) -> None:
    if not event.times:
        return
    _bring_back(state, event.object)
    problem = take_lock_cycles(state, living(state, event), event)
    if problem:
        note_anomaly(state, event, problem)


def _output(state: RunState, event: events.Output) -> None:
    state.output.add(event.t, event.worker, event.stream, event.data)


def _output_run(state: RunState, event: events.OutputRun) -> None:
    if event.fragments:
        state.now = state.happened = max(state.now, state.output.add_run(event.fragments))


def _knob_changed(state: RunState, event: events.KnobChanged) -> None:
    if event.knob == "lock" and event.value and state.knobs.get("lock") is False:
        state.output.count_anew()
    if event.object is None:
        state.knobs[event.knob] = event.value
    if event.knob == "maxsize" and isinstance(event.value, int):
        turned = state.objects.get(event.object) if event.object is not None else None
        original = turned.copy_of or turned.id if turned is not None else None  # all copies have one bound
        for shared in list(state.objects.values()):
            if shared.maxsize is not None and original in (None, shared.id, shared.copy_of):
                state.put_object(replace(shared, maxsize=event.value))


def _events_lost(state: RunState, event: events.EventsLost) -> None:
    state.lost += event.count


def _bad_record(state: RunState, event: events.BadRecord) -> None:
    state.lost += event.count
    known = event.worker != events.PROGRAM
    who = f"in the name of {worker_of(state, event).name}" if known else "of no known worker"
    what = f"{event.count} records {who} make" if event.count > 1 else f"a record {who} makes"
    note_anomaly(state, event, f"{what} no sense: {event.text}")


def _probe_failed(state: RunState, event: events.ProbeFailed) -> None:
    if event.worker == events.PROGRAM:
        state.failure = event.text
        return
    worker = worker_of(state, event)
    state.put_worker(replace(worker, probe_failed=event.text))


def _error_seen(state: RunState, event: events.ErrorSeen) -> None:
    note_error(state, worker_of(state, event).name, event)


def _left_running(state: RunState, event: events.LeftRunning) -> None:
    state.left = event.processes


def _run_ended(state: RunState, event: events.RunEnded) -> None:
    state.ending, state.standing = event.reason, present_standing(state)
    keep_present_stacks(state, event.t)


def _run_finished(state: RunState, event: events.RunFinished) -> None:
    state.finished = True
    state.exit_code = event.exit_code
    for worker in state.workers.values():
        state.output.close_worker(event.t, worker.id)


def _late(state: RunState, event: events.Event) -> None:
    """What a worker did that ended long ago, and was folded away."""
    note_anomaly(state, event, f"{event.KIND} of a worker that ended long ago")


def _late_output(state: RunState, event: events.Output) -> None:
    _output(state, event)
    state.folded.messages += state.output.forget_worker(event.worker)


def _nothing(_: RunState, __: events.Event) -> None:
    """Nobody waited for it until now: it was taken for gone, and it is."""


_NOTHING_HAPPENED = (events.StackTaken, events.RecordingStarted, events.RecordingEnded)
"""Events that are mptui's own doing, and change nothing in the program."""
_LATE: dict[type[events.Event], Callable[[RunState, Any], None]] = {
    events.WorkerReaped: _nothing,
    events.Output: _late_output,
    events.ObjectCreated: _object_created,
}
_HANDLERS: dict[type[events.Event], Callable[[RunState, Any], None]] = {
    events.RunStarted: _run_started,
    events.RecordingStarted: take_up_run,
    events.WorkerFound: take_up_worker,
    events.ObjectFound: take_up_object,
    events.WorkerCreated: worker_created,
    events.WorkerStarted: worker_started,
    events.WorkerExited: worker_exited,
    events.WorkerReaped: worker_reaped,
    events.WorkerPaused: worker_paused,
    events.ObjectCreated: _object_created,
    events.OpStarted: _op_started,
    events.OpFinished: _op_finished,
    events.OpDone: _op_done,
    events.LockCycles: _holds,
    events.WorkerNamed: worker_named,
    events.Output: _output,
    events.OutputRun: _output_run,
    events.KnobChanged: _knob_changed,
    events.EventsLost: _events_lost,
    events.BadRecord: _bad_record,
    events.ProbeFailed: _probe_failed,
    events.HandlerInstalled: _handler_installed,
    events.Unblocked: _unblocked,
    events.Forked: _forked,
    events.StackTaken: _stack_taken,
    events.LibraryThreads: _library_threads,
    events.ErrorSeen: _error_seen,
    events.LeftRunning: _left_running,
    events.RunEnded: _run_ended,
    events.RunFinished: _run_finished,
}
