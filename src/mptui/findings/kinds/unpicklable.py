"""unpicklable: an item that was put could not be pickled, so it never arrives, and somebody waits for it."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.kinds.silent_exception import grade_of, pool_name, waiting_for
from mptui.findings.progress import Progress, since, waiting_in
from mptui.findings.words import at, name_of, places, worker_names
from mptui.model.state import RunState

KIND = "unpicklable"
_LOADABLE = "Look whether pickle.loads(pickle.dumps(result)) works: exceptions have to be made anew from their args."
_ADVICE = "put() pickles later, in a thread: call pickle.dumps(item) yourself to see the error where it belongs."


def find(progress: Progress, grade: Grade) -> Iterator[Finding]:
    """A finding for each queue in whose get somebody is stuck, and which lost items."""
    for shared, waiting in (*waiting_in(progress, "get"), *waiting_in(progress, "join")):
        lost = [loss for loss in progress.state.unsent_items if loss.object == shared.id]
        if not lost:
            continue
        latest, first = lost[-1], waiting[0]
        assert first.wait is not None
        putter = name_of(progress.state, latest.worker)
        count = "an item" if len(lost) == 1 else f"{len(lost)} items"
        verb = "wait" if len(waiting) > 1 else "waits"
        yield Finding(
            KIND,
            grade,
            (*dict.fromkeys(loss.worker for loss in lost), *(one.id for one in waiting)),
            (shared.id,),
            places(latest.where, first.wait.where, shared.where),
            max(latest.t, *map(since, waiting)),
            f"{putter} put {count} into {shared.label} that cannot be pickled",
            f"{putter} put {count} into {shared.label}{at(latest.where)} that cannot be pickled ({latest.text}): "
            "nothing arrives, and "
            f"{worker_names(waiting)} {verb} in {first.wait.op}{at(first.wait.where)}.",
            _ADVICE,
        )


def find_unloadable(state: RunState, settled: int) -> Iterator[Finding]:
    """A finding for each pool whose thread for results ended as it loaded one, and for whose results somebody waits."""
    for error in state.errors:
        waiting = waiting_for(state, error, settled) if error.what == "loading" else []
        if not waiting:
            continue
        names, verb, where = worker_names(waiting), "wait" if len(waiting) > 1 else "waits", waiting[0].where
        pool = pool_name(state, error).removeprefix(" of ") or "a pool"
        yield Finding(
            KIND,
            grade_of(state, waiting),
            tuple(worker.id for worker in waiting),
            () if error.object is None else (error.object,),
            places(where, error.where),
            max(error.t, *map(since, waiting)),
            f"a result of {pool} cannot be loaded: no result comes any more",
            f"a result, or an exception, that a worker of {pool} sent cannot be loaded "
            f"({error.text}{at(error.where)}): the thread that hands out the pool's results ended by it, so no result "
            f"comes any more, and {names} {verb} for one{at(where)}.",
            _LOADABLE,
        )
