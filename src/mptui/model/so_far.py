"""What is known of a run at a moment, as events that a trace can begin with, and back.

A trace that begins in the middle of a run says how everybody stood then: who had made what, who held and waited, the
counts, the last lines. Not in it: the statistics and the timeline of before, what was folded away but for its totals,
and in which orders locks were taken.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from mptui.events import (
    PROGRAM,
    Event,
    KnobValue,
    ObjectFound,
    Reason,
    RecordingStarted,
    RunStarted,
    StackTaken,
    Unblocked,
    WorkerFound,
)
from mptui.model.kept_output import KeptOutput
from mptui.model.lines import KeptLines
from mptui.model.state import Anomaly, Operation, RunState, SharedObject, Worker
from mptui.model.waits import Loss, SeenError, Standing, Wait
from mptui.model.worker_changes import note_anomaly

T = TypeVar("T")


class _Run(msgspec.Struct, frozen=True, kw_only=True):
    """The run as a whole; fields as in RunState, but for those below `output`.

    `parents` to `stacks`: the values of its tables; `folded_objects`: by type how many, `folded_totals`: by type and
    count, `folded_workers`: by flavor and word; `names`, `first_of_name`, `names_made`: see ObjectNames. What has a
    default may be missing: an earlier mptui did not tell it.
    """

    knobs: dict[str, KnobValue]
    anomaly_count: int = 0
    received: int
    lost: int = 0
    happened: int = 0
    exit_code: int | None = None
    finished: bool = False
    failure: str = ""
    left: tuple[tuple[int, str], ...] = ()
    ending: Reason | None = None
    standing: tuple[Standing, ...] = ()
    lost_tasks: tuple[Loss, ...] = ()
    unsent_items: tuple[Loss, ...] = ()
    unblocked: tuple[Unblocked, ...] = ()
    forks: int = 0
    fork_told: int = -(1 << 62)
    errors: tuple[SeenError, ...] = ()
    heard: frozenset[tuple[int, str]] = frozenset()
    created_workers: int = 0
    fold_objects_at: int = 0
    fold_workers_at: int = 0
    output: KeptOutput
    operations: tuple[Operation, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    parents: tuple[int, ...] = ()
    library_threads: tuple[tuple[int, int], ...] = ()
    stacks: tuple[StackTaken, ...] = ()
    folded_objects: tuple[tuple[str, int], ...] = ()
    folded_totals: tuple[tuple[tuple[str, str], int], ...] = ()
    folded_workers: tuple[tuple[tuple[str, str], int], ...] = ()
    folded_messages: int = 0
    names: dict[str, int] = {}
    first_of_name: dict[str, int] = {}
    names_made: tuple[tuple[tuple[str, str], int], ...] = ()


_SAME = _Run.__struct_fields__[: _Run.__struct_fields__.index("output")]
"""What a RunState has under the same name, and may be given as it is."""


class _Worker(msgspec.Struct, frozen=True):
    """A worker, and the last lines of its own."""

    worker: Worker
    lines: KeptLines | None = None


def events_so_far(state: RunState, now: int) -> Iterator[Event]:
    """The events that begin a trace at `now` ns, of which the first to follow is the next that `state` is told of."""
    yield RunStarted(0, PROGRAM, 1, state.program, state.argv, state.start_method, state.python, state.platform)
    yield RecordingStarted(now, PROGRAM, 0, _plain(_run(state)))
    for worker in state.workers.values():
        yield WorkerFound(now, worker.id, 0, _plain(_Worker(worker, state.output.keep_worker(worker.id))))
    for shared in state.objects.values():
        yield object_found(now, shared)


def object_found(now: int, shared: SharedObject) -> ObjectFound:
    """An object as it is now, of which a trace has not told."""
    return ObjectFound(now, PROGRAM, 0, shared.id, _plain(shared))


def as_made(shared: SharedObject) -> SharedObject:
    """The object as it was before anything was done with it: as it is when it was folded away and is used again."""
    kept = ("id", "type", "module", "name", "where", "own", "maxsize", "initial", "counted", "used", "mark")
    return SharedObject(
        **{name: getattr(shared, name) for name in kept}, depth=shared.initial, max_depth=shared.initial
    )


def _run(state: RunState) -> _Run:
    folded, names = state.folded, state.object_names
    return _Run(
        **{name: getattr(state, name) for name in _SAME},
        output=state.output.keep(),
        operations=tuple(state.operations),
        anomalies=tuple(state.anomalies),
        parents=tuple(state.parents),
        library_threads=tuple(state.library_threads.items()),
        stacks=tuple(state.stacks.values()),
        folded_objects=tuple(folded.objects.items()),
        folded_totals=tuple(folded.totals.items()),
        folded_workers=tuple(folded.workers.items()),
        folded_messages=folded.messages,
        names=names.count,
        first_of_name=names.first,
        names_made=tuple(names.made.items()),
    )


def _plain(facts: Any) -> dict[str, Any]:
    """As it comes back from JSON."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(facts))
    return plain


def take_up_run(state: RunState, event: RecordingStarted) -> None:
    """The run as a trace found it."""
    found = _understood(state, event, event.run, _Run)
    if found is None:
        return
    if state.workers or state.objects:
        note_anomaly(state, event, "the trace begins a second time")
        return
    for name in _SAME:
        setattr(state, name, getattr(found, name))
    state.recorded_from = event.t
    state.output.take_up(found.output)
    state.operations.extend(found.operations)
    state.anomalies.extend(found.anomalies)
    state.parents, state.library_threads = set(found.parents), dict(found.library_threads)
    state.stacks = {stack.worker: stack for stack in found.stacks}
    folded, names = state.folded, state.object_names
    folded.objects, folded.totals = Counter(dict(found.folded_objects)), Counter(dict(found.folded_totals))
    folded.workers, folded.messages = Counter(dict(found.folded_workers)), found.folded_messages
    names.count, names.first, names.made = found.names, found.first_of_name, dict(found.names_made)


def take_up_worker(state: RunState, event: WorkerFound) -> None:
    """A worker as a trace found it."""
    found = _understood(state, event, event.found, _Worker)
    if found is None:
        return
    worker = replace(found.worker, id=event.worker)
    if worker.id in state.workers:
        note_anomaly(state, event, f"{worker.name} was found twice")
        return
    state.workers[worker.id] = worker
    state.count_by_state[worker.state] += 1
    state.changed_workers.append(worker.id)
    state.received -= 1
    if found.lines is not None:
        state.output.take_up_worker(worker.id, found.lines)


def take_up_object(state: RunState, event: ObjectFound) -> None:
    """An object as a trace found it."""
    shared = _understood(state, event, event.found, SharedObject)
    if shared is None:
        return
    if event.object in state.objects:
        note_anomaly(state, event, f"{shared.name} was found twice")
        return
    state.put_object(replace(shared, id=event.object, waits=tuple(_own_wait(state, wait) for wait in shared.waits)))
    state.received -= 1


def _own_wait(state: RunState, wait: Wait) -> Wait:
    """The wait as its worker has it: a worker and the object that it waits for share one."""
    worker = state.workers.get(wait.worker)
    own = worker.wait if worker is not None else None
    return next((one for one in (own, *own.outer) if one == wait), wait) if own is not None else wait


def _understood(state: RunState, event: Event, found: dict[str, Any], kind: type[T]) -> T | None:
    """What a trace says, if it can be; else it is an anomaly."""
    try:
        return msgspec.convert(found, kind, strict=False)
    except (ValueError, TypeError, RecursionError) as error:
        note_anomaly(state, event, f"{event.KIND} cannot be understood: {' '.join(str(error).split())[:80]}")
        return None
