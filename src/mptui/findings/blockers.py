"""Whom a stuck worker waits for: those of the other stuck workers that could end its wait if they were not."""

from collections.abc import Iterator

from mptui.findings.pools import busy_workers, is_pool, serves, workers_of
from mptui.findings.progress import Progress, since
from mptui.model.state import Worker
from mptui.model.waits import WAKING

_GIVERS = {
    ("queue", "get"): frozenset({"put"}),
    ("queue", "put"): frozenset({"get"}),
    ("queue", "join"): frozenset({"get", "task_done"}),
    ("queue", "join_thread"): frozenset({"get"}),
    ("pipe", "recv"): frozenset({"send"}),
    ("pipe", "send"): frozenset({"send", "recv"}),
    ("Event", "wait"): frozenset({"set"}),
    ("Condition", "wait"): frozenset({"notify", "notify_all"}),
    ("Barrier", "wait"): frozenset(),
}
"""By an object's family or type, and an operation that waits: what others did that could end it."""


def blockers(progress: Progress, worker: Worker) -> list[Worker]:
    """The stuck workers that this one waits for."""
    wait = worker.wait
    if wait is None:
        return []
    if wait.target is not None:
        return [progress.stuck[wait.target]] if wait.target in progress.stuck else []
    shared = progress.shared(wait)
    if shared is None:
        return []
    if wait.op in WAKING:
        return [one for one in progress.slept_in(worker, shared) if one.id == worker.id]
    if is_pool(shared):
        busy = [] if serves(wait) else busy_workers(workers_of(progress.state, shared), shared)
        return [one for one in busy if one.id in progress.stuck]
    if wait.op == "acquire":
        return [progress.stuck[holder] for holder in dict.fromkeys(shared.holders) if holder in progress.stuck]
    if progress.lost_an_end(wait, shared):
        return []
    ops = _GIVERS.get((shared.family, wait.op)) or _GIVERS.get((shared.type, wait.op)) or frozenset()
    return progress.peers(wait, ops) or _held_up_by(progress, worker)


def _held_up_by(progress: Progress, worker: Worker) -> list[Worker]:
    """Those who wait for a lock that the worker has: one of them may be who would end its wait."""
    held = set(worker.holding)
    return [
        one
        for one in progress.stuck.values()
        if held and one.wait is not None and one.wait.op == "acquire" and one.wait.object in held and one is not worker
    ]


def waiting_for(progress: Progress, workers: list[Worker]) -> list[Worker]:
    """The stuck workers that wait for the end of one of these, or of one that does."""
    found: dict[int, Worker] = {}
    wanted = {worker.id for worker in workers}
    while True:
        more = {
            one.id: one
            for one in progress.stuck.values()
            if one.wait is not None and one.wait.target in wanted and one.id not in wanted
        }
        if not more:
            return list(found.values())
        found |= more
        wanted |= set(more)


def cycles(progress: Progress) -> Iterator[list[Worker]]:
    """The sets of stuck workers in which each waits, by way of others, for itself; from the longest wait on.

    Found by Tarjan's algorithm for strongly connected components, without recursion.
    """
    edges = {item: [one.id for one in blockers(progress, worker)] for item, worker in progress.stuck.items()}
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    path: dict[int, None] = {}
    for start in edges:
        work = [] if start in order else [_enter(start, edges, order, low, path)]
        while work:
            at, rest = work[-1]
            other = next(rest, None)
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == order[at]:
                    members = _take_off(path, at)
                    if len(members) > 1 or at in edges[at]:
                        yield _in_turn(progress, members, edges)
            elif other not in order:
                work.append(_enter(other, edges, order, low, path))
            elif other in path:
                low[at] = min(low[at], order[other])


def _enter(
    item: int, edges: dict[int, list[int]], order: dict[int, int], low: dict[int, int], path: dict[int, None]
) -> tuple[int, Iterator[int]]:
    order[item] = low[item] = len(order)
    path[item] = None
    return item, iter(edges[item])


def _take_off(path: dict[int, None], first: int) -> set[int]:
    """Take off the end of the path, from `first` on."""
    members = set()
    while first not in members:
        members.add(path.popitem()[0])
    return members


def _in_turn(progress: Progress, members: set[int], edges: dict[int, list[int]]) -> list[Worker]:
    """The members, each followed by one that it waits for as far as that goes, from the longest wait on."""
    at: int | None = min(members, key=lambda item: (since(progress.stuck[item]), item))
    found: dict[int, None] = {}
    while at is not None and at not in found:
        found[at] = None
        at = next((item for item in edges[at] if item in members and item not in found), None)
    found |= dict.fromkeys(sorted(members - set(found)))
    return [progress.stuck[item] for item in found]
