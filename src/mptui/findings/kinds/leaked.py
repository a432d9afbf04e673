"""leaked: shared memory that the program made is still there at its end, as nobody has unlinked it."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, name_of, places
from mptui.model.state import MOST_USERS, RunState, SharedObject

KIND = "leaked"
_UNLINKING = ("unlink", "track")
"""What a manager keeps track of it unlinks itself."""
_TYPES = ("SharedMemory", "ShareableList")
_ADVICE = "Call unlink() once, when nobody needs it any more: in a finally, or by a SharedMemoryManager."


def find(state: RunState) -> Iterator[Finding]:
    """A finding for each block, once the program has ended by itself and all of it could be seen."""
    main = state.main
    if main is None or not main.state.ended or state.alive or state.ending is not None or state.lost:
        return
    if any(worker.probe_failed for worker in state.workers.values()):
        return
    for shared in state.objects.values():
        if shared.type in _TYPES and shared.own and _is_left(shared):
            yield _finding(state, shared)


def _is_left(shared: SharedObject) -> bool:
    ops = {op for op, _ in shared.users}
    return "create" in ops and ops.isdisjoint(_UNLINKING) and len(shared.users) < MOST_USERS


def _finding(state: RunState, shared: SharedObject) -> Finding:
    makers = sorted(worker for op, worker in shared.users if op == "create")
    maker = name_of(state, makers[0])
    return Finding(
        KIND,
        "suspected",
        tuple(makers),
        (shared.id,),
        places(shared.where),
        max(worker.since for worker in state.workers.values()),
        f"{shared.label}, shared memory that {maker} made, was never unlinked",
        f"{shared.label}, a {shared.type} that {maker} made{at(shared.where)}, was never unlinked: it was still there "
        "when the last process ended, and is removed by the resource tracker, if that knows of it, or stays.",
        _ADVICE,
    )
