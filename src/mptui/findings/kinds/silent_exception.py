"""silent-exception: a task's exception that nobody asked for, or a callback's that kept results from being given."""

from collections.abc import Iterator

from mptui.findings.finding import Finding, Grade
from mptui.findings.words import at, places, short_where, worker_names
from mptui.model.state import RunState, Worker
from mptui.model.waits import SeenError

KIND = "silent-exception"
_ASK = "Call get() or result() of each result, or give an error_callback: that alone tells of a task's exception."
_CATCH = "Catch all exceptions inside a callback: it runs in the pool's own thread, which they end, or get lost in."
_RESULTS = ("wait", "get", "map", "starmap", "apply")
"""Operations on a pool that wait for results."""


def find(state: RunState, settled: int) -> Iterator[Finding]:
    """A finding for each task and place whose exception nobody was told of, and for each callback that raised.

    Whoever began to wait after `settled` ns of the run counts as one who does not.
    """
    told = set()
    for error in state.errors:
        key = (error.what, error.object, error.name, error.where)
        pool = state.objects.get(error.object) if error.object is not None else None
        if key in told or (pool is not None and not pool.own):
            continue
        if error.what == "unasked":
            told.add(key)
            yield _unasked(state, error)
        elif error.what == "callback":
            told.add(key)
            yield _callback(state, error, settled)


def pool_name(state: RunState, error: SeenError) -> str:
    """` of pool`; nothing if the pool is not known."""
    pool = state.objects.get(error.object) if error.object is not None else None
    return f" of {pool.name}" if pool is not None else ""


def waiting_for(state: RunState, error: SeenError, settled: int) -> list[Worker]:
    """Who waits, for as long as it takes, for a result that will never be ready."""
    alike = [
        one for one in state.errors if (one.what, one.where, one.object) == (error.what, error.where, error.object)
    ]
    waiters = {one.waiter: one.latest for one in alike}
    found = []
    for worker in state.workers.values():
        wait = worker.wait
        if wait is None or wait.object != error.object or wait.timeout is not None or not wait.where:
            continue
        never = error.ended or wait.since <= waiters.get(worker.id, -1)
        if wait.op in _RESULTS and never and max(wait.since, error.t) <= settled:
            found.append(worker)
    return found


def grade_of(state: RunState, waiting: list[Worker]) -> Grade:
    """Proven if somebody waits whom no handler of a signal can get out of it."""
    sure = not state.lost and any(not worker.handles for worker in waiting)
    return "proven" if sure else "suspected"


def _unasked(state: RunState, error: SeenError) -> Finding:
    task = f"task {error.name}{pool_name(state, error)}"
    did = "raised" if error.where else "failed:"
    place = f" ({short_where(error.where)})" if error.where else ""
    return Finding(
        KIND,
        "suspected",
        (error.worker,),
        _objects(error),
        places(error.where),
        error.t,
        f"{task} {did} {error.text.partition(':')[0]}, and nobody asked",
        f"{task} {did} {error.text}{place}, and nobody has asked for its result.",
        _ASK,
    )


def _callback(state: RunState, error: SeenError, settled: int) -> Finding:
    waiting = waiting_for(state, error, settled)
    names, verb = worker_names(waiting), "wait" if len(waiting) > 1 else "waits"
    lost = (
        "the thread that hands out the pool's results ended by it, so no result comes any more"
        if error.ended
        else "the thread that hands out the pool's results takes that for a job it does not know and says nothing, "
        "so this result is never ready"
    )
    waits = f"; {names} {verb} for it{at(waiting[0].where)}" if waiting else ""
    short = error.text.partition(":")[0]
    return Finding(
        KIND,
        grade_of(state, waiting),
        (*(worker.id for worker in waiting), *((error.worker,) if not waiting else ())),
        _objects(error),
        places(error.where, *(worker.where for worker in waiting)),
        max(error.t, *(worker.wait.since for worker in waiting if worker.wait is not None), 0),
        f"callback {error.name} raised {short}: {'no result' if error.ended else 'its result never'} comes",
        f"callback {error.name}{pool_name(state, error)} raised {error.text}{at(error.where)}: {lost}{waits}.",
        _CATCH,
    )


def _objects(error: SeenError) -> tuple[int, ...]:
    return () if error.object is None else (error.object,)
