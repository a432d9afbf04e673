"""orphan: processes run on although the one that made them was killed."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, how_it_ended, places, worker_names
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, Worker

KIND = "orphan"
_ADVICE = "Have children end with their parent: one thread of each may wait for parent_process().sentinel."


def find(state: RunState) -> Iterator[Finding]:
    """A finding for each process that was killed while others that it made run."""
    left: dict[int, list[Worker]] = {}
    for worker in state.workers.values():
        if worker.orphan and worker.state.alive and worker.parent is not None:
            left.setdefault(worker.parent, []).append(worker)
    for number, children in left.items():
        parent = state.workers.get(number)
        if parent is not None and parent.state is WorkerState.KILLED and parent.ended_by == "program":
            yield _finding(state, parent, children)


def _finding(state: RunState, parent: Worker, children: list[Worker]) -> Finding:
    names, ended = worker_names(children), how_it_ended(state, parent)
    run, them = ("run", "them") if len(children) > 1 else ("runs", "it")
    told = f"{names} {run} on: {parent.name}, which made {them}, {ended}"
    return Finding(
        KIND,
        "suspected",
        tuple(worker.id for worker in (*children, parent)),
        (),
        places(parent.where),
        parent.since,
        told,
        f"{told}{at(parent.where)}.",
        _ADVICE,
    )
