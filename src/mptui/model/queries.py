"""Questions to a run's state that several parts ask."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.waits import Wait


class Edge(msgspec.Struct, frozen=True):
    """`waiter` waits for `object` (or for worker `target` to end), which `holders` took, for `ns` so far."""

    waiter: Worker
    wait: Wait
    object: SharedObject | None
    holders: tuple[Worker, ...]
    ns: int


def edges(state: RunState, now: int) -> list[Edge]:
    """Who waits for what held by whom, longest wait first."""
    found = []
    for worker in state.workers.values():
        wait = worker.wait
        if wait is None or worker.state.ended:
            continue
        shared = state.objects.get(wait.object) if wait.object is not None else None
        taken = shared.holders if shared is not None and wait.op == "acquire" else ()
        ids = taken if wait.target is None else (wait.target,)
        holders = tuple(state.workers[item] for item in dict.fromkeys(ids) if item in state.workers)
        found.append(Edge(worker, wait, shared, holders, now - wait.since))
    return sorted(found, key=lambda edge: -edge.ns)


def bounded_queues(state: RunState) -> list[SharedObject]:
    """The queues that have a maxsize."""
    return [shared for shared in state.objects.values() if shared.maxsize is not None and shared.maxsize > 0]


def still_running(state: RunState) -> list[str]:
    """The processes that run although the main one has ended: workers by their names, others by their programs'."""
    processes = [one for one in state.workers.values() if one.flavor != "thread"]
    ended = {one.pid for one in processes if one.state.ended}
    found: dict[int | None, str] = {pid: name for pid, name in state.left if pid not in ended}
    found |= {one.pid: one.name for one in processes if one.state.alive}
    return list(found.values())


def state_counts(workers: Iterable[Worker]) -> list[tuple[WorkerState, int]]:
    """How many of these workers are in each state that any of them is in."""
    counts = Counter(worker.state for worker in workers)
    return [(state, counts[state]) for state in WorkerState if counts[state]]


def failed(worker: Worker) -> bool:
    """Whether the worker ended otherwise than well: with an exit code other than 0."""
    return worker.state.ended and bool(worker.exit_code)
