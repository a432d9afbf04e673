"""stalled: nothing happens any more, everybody waits, and no other finding says why."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.progress import picklers, since
from mptui.findings.words import NAMED, at, call_of, places
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, Worker

KIND = "stalled"
STALLED_NS = 10_000_000_000
"""How long nothing at all may have happened before that is told, in ns."""
_SECONDS = STALLED_NS // 1_000_000_000
_ADVICE = "Wait with a timeout, and say what was missing when it is over."


def find(state: RunState, now: int) -> Iterator[Finding]:
    """The one finding that there may be: all who run are seen to wait without a timeout."""
    if state.happened + STALLED_NS > now or state.paused or state.lost or _libraries_may_act(state):
        return
    workers = [worker for worker in state.workers.values() if worker.state.alive]
    if workers and all(_just_waits(state, worker) for worker in workers):
        yield _finding(state, sorted(workers, key=lambda worker: (worker.flavor != "main", since(worker), worker.id)))


def _libraries_may_act(state: RunState) -> bool:
    """Whether libraries have threads that may run the program's code, or a queue's feeder may be at work."""
    return any(state.library_threads.values()) or bool(picklers(state))


def _just_waits(state: RunState, worker: Worker) -> bool:
    """Whether it waits, for nobody outside the program, and no signal is expected to get it out of that."""
    wait = worker.wait
    if worker.state is not WorkerState.BLOCKED or wait is None or worker.probe_failed or worker.handles:
        return False
    shared = state.objects.get(wait.object) if wait.object is not None else None
    return wait.timeout is None and (shared is None or shared.type != "Connection")


def _finding(state: RunState, workers: list[Worker]) -> Finding:
    told = [_waits(state, worker) for worker in workers[:NAMED]]
    more = f"; and {len(workers) - NAMED} more wait" if len(workers) > NAMED else ""
    waits = [worker.wait for worker in workers if worker.wait is not None]
    everybody = f"all {len(workers)} workers wait" if len(workers) > 1 else f"{workers[0].name} waits"
    return Finding(
        KIND,
        "suspected",
        tuple(worker.id for worker in workers),
        tuple(dict.fromkeys(wait.object for wait in waits if wait.object is not None)),
        places(*(wait.where for wait in waits[:NAMED])),
        state.happened,
        f"nothing has happened for more than {_SECONDS} s: {everybody}",
        f"Nothing has happened for more than {_SECONDS} s: {'; '.join(told)}{more}. The cause is not seen.",
        _ADVICE,
    )


def _waits(state: RunState, worker: Worker) -> str:
    """`A waits in jobs.get() at app.py:9`."""
    wait = worker.wait
    assert wait is not None
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if wait.target in state.workers:
        what = f"for {state.workers[wait.target].name} to end"
    elif shared is None:
        what = f"in {wait.op}()"
    else:
        what = f"for {shared.label}" if wait.op == "acquire" else f"in {call_of(shared, wait.op)}"
    return f"{worker.name} waits {what}{at(wait.where)}"
