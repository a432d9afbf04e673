"""never-joined: processes that have ended stay zombies, as the one that made them does not wait for them."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import worker_names
from mptui.model.state import POOLS, RunState, Worker

KIND = "never-joined"
LEFT_NS = 3_000_000_000
"""How long a process must have ended, in ns."""
_ADVICE = "Call join() of each process, or active_children() from time to time, which waits for those that have ended."


def find(state: RunState, now: int) -> Iterator[Finding]:
    """A finding for each process that has made others and does not wait for them."""
    zombies: dict[int, list[Worker]] = {}
    for worker in state.workers.values():
        if worker.zombie and not worker.reaped and worker.since + LEFT_NS <= now and worker.ended_by == "program":
            parent = state.workers.get(worker.parent) if worker.parent is not None else None
            if parent is not None and parent.pid is not None:
                zombies.setdefault(parent.pid, []).append(worker)
    if not zombies or state.paused or state.lost or state.ending is not None:
        return
    for pid, left in zombies.items():
        threads = [worker for worker in state.workers.values() if worker.pid == pid]
        parent = next((worker for worker in threads if worker.flavor != "thread"), None)
        is_seen = parent is not None and parent.state.alive and not parent.probe_failed
        if parent is not None and is_seen and not _may_join_later(state, threads, now):
            yield _finding(parent, left)


def _may_join_later(state: RunState, threads: list[Worker], now: int) -> bool:
    """Whether the process may have reason to put it off: it waits for another, or for what another will bring."""
    if any(_waits_for_workers(state, worker) for worker in threads):
        return True
    makers = {worker.id for worker in threads}
    others = [one for one in state.workers.values() if one.parent in makers and one.flavor == "process"]
    if not any(one.state.alive for one in others):
        return False
    return any(worker.wait is not None or worker.since + LEFT_NS > now for worker in threads if worker.state.alive)


def _waits_for_workers(state: RunState, worker: Worker) -> bool:
    wait = worker.wait
    if wait is None:
        return False
    shared = state.objects.get(wait.object) if wait.object is not None else None
    return wait.target is not None or (shared is not None and shared.type in POOLS)


def _finding(parent: Worker, left: list[Worker]) -> Finding:
    names, one = worker_names(left), len(left) == 1
    stays, them = ("it stays a zombie", "it") if one else ("they stay zombies", "them")
    has = "has" if one else "have"
    return Finding(
        KIND,
        "suspected",
        (*(worker.id for worker in left), parent.id),
        (),
        (),
        left[0].since + LEFT_NS,
        f"{names} {has} ended, and {parent.name} has not joined {them}",
        f"{names} ended more than 3 s ago, and {parent.name}, which made {them}, has not joined {them}: {stays} until "
        "it does, or ends.",
        _ADVICE,
    )
