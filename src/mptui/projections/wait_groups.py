"""Who waits for what held by whom, gathered so that it can be drawn: cycles, and each thing with all its waiters."""

from collections.abc import Iterable, Sequence

import msgspec

from mptui.findings.finding import Finding
from mptui.findings.kinds import deadlock
from mptui.findings.words import name_of
from mptui.model.queries import Edge, edges
from mptui.model.state import POOLS, RunState, SharedObject, Worker
from mptui.model.uses import is_free
from mptui.model.waits import WAKING
from mptui.projections.wording import event_word

Awaited = tuple[int | None, int | None]
"""What is waited for: an object, or a worker whose end is waited for."""


class WaitGroup(msgspec.Struct, frozen=True):
    """One thing, those who wait for it, longest first, and those who have it.

    `object` is None when `target` is waited for to end, and both are when the operation has no object that is known.
    """

    object: SharedObject | None
    target: Worker | None
    waiters: tuple[Edge, ...]
    holders: tuple[Worker, ...]

    @property
    def op(self) -> str:
        """What they wait in: `acquire`, or several joined by a comma."""
        return ", ".join(dict.fromkeys(edge.wait.op for edge in self.waiters))


class WaitGraph(msgspec.Struct, frozen=True):
    """`cycles`: deadlocks, the waits of each in order; `groups`: everything that is waited for."""

    cycles: tuple[tuple[Edge, ...], ...]
    groups: tuple[WaitGroup, ...]
    count: int


def wait_graph(state: RunState, now: int, findings: Iterable[Finding] = ()) -> WaitGraph:
    """All waits at `now` ns, the longest first, those for the end of a worker last; and the deadlocks found."""
    found = edges(state, now)
    cycles = drawn_cycles(found, [finding.workers for finding in findings if finding.kind == deadlock.KIND])
    in_cycles = {_awaited(edge) for cycle in cycles for edge in cycle}
    gathered: dict[tuple[Awaited, str], list[Edge]] = {}
    for edge in found:
        side = "" if edge.wait.object is not None or edge.wait.target is not None else edge.wait.op
        if edge.object is not None and (edge.object.family in ("queue", "signal") or edge.object.type in POOLS):
            side = edge.wait.op
        gathered.setdefault((_awaited(edge), side), []).append(edge)
    groups = [
        WaitGroup(waits[0].object, _target(state, waits[0]), tuple(waits), _holders(state, waits[0]))
        for (thing, _), waits in gathered.items()
        if thing not in in_cycles or len(waits) > 1
    ]
    groups.sort(key=lambda group: group.target is not None)
    return WaitGraph(tuple(cycles), tuple(groups), len(found))


def _awaited(edge: Edge) -> Awaited:
    return edge.wait.object, edge.wait.target


def _holders(state: RunState, edge: Edge) -> tuple[Worker, ...]:
    """Who has what is waited for; of a pool, who has a task of it, or ended with one."""
    pool = edge.object
    if pool is None or pool.type not in POOLS:
        return edge.holders
    if edge.wait.op == "get":
        return ()  # one of its workers, which waits for a task
    lost = [loss.worker for loss in state.lost_tasks if loss.object == pool.id]
    busy = [one.id for one in state.workers.values() if one.task is not None and one.task.object == pool.id]
    return tuple(state.workers[worker] for worker in dict.fromkeys((*lost, *busy)) if worker in state.workers)


def _target(state: RunState, edge: Edge) -> Worker | None:
    return state.workers.get(edge.wait.target) if edge.wait.target is not None else None


def drawn_cycles(found: Iterable[Edge], deadlocks: Iterable[Sequence[int]]) -> list[tuple[Edge, ...]]:
    """Those of the deadlocks, each the ids of its workers in turn, in which each has, or is, what the one before needs.

    Others have queues in them, or one that waits for several: of them no simple circle can be drawn.
    """
    waits = {edge.waiter.id: edge for edge in found}
    cycles: list[tuple[Edge, ...]] = []
    for workers in deadlocks:
        cycle = tuple(waits[worker] for worker in workers if worker in waits)
        following = (*cycle[1:], *cycle[:1])
        if len(cycle) == len(workers) and all(
            [holder.id for holder in edge.holders] == [after.waiter.id]
            for edge, after in zip(cycle, following, strict=True)
        ):
            cycles.append(cycle)
    return cycles


def nobody_text(group: WaitGroup) -> str:
    """Why a thing that nobody holds keeps its waiters: `nobody holds it: it is full 3/3`."""
    shared = group.object
    if shared is None:
        return "mptui sees nobody who holds this up"
    if group.op in WAKING:
        return "it waits until each that it wakes has woken"
    if shared.copy_of is not None and not (shared.counted and (is_free(shared) or shared.family != "lock")):
        return "what became of it before the fork that made this copy is not known"
    if not shared.counted and shared.family != "pipe":
        return f"not known why: its class overrides methods of {shared.type}"
    if shared.family == "queue":
        return _queue_text(group.op, shared)
    if shared.family == "pipe":
        return "nobody holds it: nothing was sent" if "recv" in group.op else "nobody holds it: nobody receives"
    if shared.type == "Event":
        return f"nobody holds it: it is {event_word(shared)}"
    if shared.type == "Condition":
        return "nobody holds it: it needs a notify"
    if shared.type == "Barrier":
        return f"nobody holds it: {len(group.waiters)} came, others are missing"
    if shared.type in POOLS:
        return "it has no task for them" if group.op == "get" else "none of its workers has a task"
    if shared.family == "semaphore":
        return f"its value is {shared.depth}: " + ("it needs a release" if not shared.depth else "there is one to take")
    return "nobody holds it just now"


def _queue_text(op: str, shared: SharedObject) -> str:
    if op == "join_thread":
        return f"its feeder has not sent all yet: {shared.in_buffers} in buffers, {shared.in_pipe} in the pipe"
    if "put" in op:
        full = "it is full " if shared.depth >= (shared.maxsize or 0) else "room again: "
        return f"nobody holds it: {full}{shared.depth}/{shared.maxsize or 0}"
    if op == "join":
        return f"nobody holds it: {shared.unfinished} not done"
    return "nobody holds it: it is empty" if not shared.depth else f"nobody holds it: {shared.depth} in it"


def holder_note(state: RunState, holder: Worker, taken: SharedObject | None = None) -> str:
    """What a holder of `taken` does: `waits for jobs`, `running`, `exited without releasing it`."""
    if holder.state.ended and taken is not None and taken.type in POOLS:
        return f"{holder.word} with a task"
    if holder.state.ended:
        return f"{holder.word} without releasing it" if taken is not None else holder.word
    wait = holder.wait
    if wait is None:
        return holder.state.word
    if wait.target is not None:
        return f"waits for {name_of(state, wait.target)} to end"
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if shared is None:
        return f"waits in {wait.op}"
    return f"waits in {wait.op} of {shared.label}" if wait.op in WAKING else f"waits for {shared.label}"
