"""What a worker or an object does, in words."""

from mptui.findings.words import listed, name_of
from mptui.model.lifecycle import WorkerState
from mptui.model.state import POOLS, RunState, SharedObject, Worker
from mptui.model.uses import is_free, is_held, takers_ended
from mptui.model.waits import WAKING, Wait
from mptui.projections.status import NS, duration

_UNKNOWN = {"lock": "not known who holds it", "semaphore": "value not known", "signal": "not known whether it is set"}
"""Of objects whose class overrides methods, by family."""
QUEUE_BAR = 12
"""Cells of the longest bar that shows a queue's depth."""


def reason_text(state: RunState, worker: Worker) -> str:
    """One line on why the worker is as it is: what it waits for and who has it, or what it holds."""
    if worker.probe_failed:
        return f"not watched: {worker.probe_failed}"
    if worker.state is WorkerState.PAUSED:
        return "paused at its next operation"
    if worker.wait is not None:
        return wait_text(state, worker.wait)
    if worker.ended_by == "mptui":
        return _stood_text(state, worker)
    taken = [state.objects[item] for item in dict.fromkeys(worker.holding) if item in state.objects]
    if taken:
        return _taken_text(worker, taken)
    if worker.orphan and worker.state.alive and worker.parent is not None:
        return f"{name_of(state, worker.parent)}, which made it, has ended"
    if worker.state is WorkerState.CREATED:
        return "not started yet"
    if worker.state is WorkerState.ZOMBIE:
        return "ended, and nobody has joined it yet"
    return ""


def _stood_text(state: RunState, worker: Worker) -> str:
    """What it waited for and held when mptui ended it; empty if it just ran."""
    stood = next((standing for standing in state.standing if standing.worker == worker.id), None)
    if stood is None:
        return ""
    names = [state.objects[item].label for item, _ in stood.holds if item in state.objects]
    parts = [wait_text(state, stood.wait)] if stood.wait is not None else []
    parts += [f"has taken {', '.join(names)}"] if names else []
    return f"before: {'; '.join(parts)}" if parts else ""


def _taken_text(worker: Worker, taken: list[SharedObject]) -> str:
    names = ", ".join(shared.label for shared in taken)
    if worker.state.ended:
        return f"ended without releasing {names}"
    return f"{'holds' if all(map(is_held, taken)) else 'took'} {names}"


def wait_text(state: RunState, wait: Wait) -> str:
    """`waits for lock — held by Process-2`, and the like for queues, pipes and joins."""
    limit = "" if wait.timeout is None else f", at most {duration(round(wait.timeout * NS))}"
    if wait.target is not None:
        return f"waits for {name_of(state, wait.target)} to end{limit}"
    if wait.peers:
        does = "write into" if wait.op == "write" else "read from"
        return f"waits to {does} a pipe of {listed([name_of(state, item) for item in wait.peers])}"
    shared = state.objects.get(wait.object) if wait.object is not None else None
    if shared is None:
        return f"waits in {wait.op}"
    if wait.op == "join_thread":
        return f"waits until what it put into {shared.label} is sent ({shared.in_buffers} in buffers)"
    if wait.op in WAKING:
        return f"waits in {wait.op} of {shared.label} for those whom it wakes"
    if wait.op == "put":
        bound = f" ({shared.depth}/{shared.maxsize})" if shared.maxsize and shared.counted else ""
        return f"waits to put into {shared.label}{bound}{limit}"
    if wait.op == "get":
        depth = f" ({shared.depth})" if shared.counted else ""
        return f"waits to get from {shared.label}{depth}{limit}"
    if wait.op == "recv":
        return f"waits to receive from {shared.label}"
    if wait.op == "send":
        return f"waits to send into {shared.label}"
    if wait.op == "acquire":
        held = holder_text(state, shared) or ("free just now" if is_free(shared) else "not known who holds it")
        return f"waits for {shared.label}{limit} — {held}"
    if wait.op == "wait":
        return f"waits for {shared.label}{limit}"
    return f"waits in {wait.op} of {shared.label}{limit}"


def event_word(shared: SharedObject) -> str:
    """Whether an event is set; while somebody sets it, it may be or not be."""
    return "set" if shared.depth else "being set" if shared.waiting_for("set") else "not set"


def queue_bar(shared: SharedObject) -> str:
    """A queue's depth against its maxsize: `▮▮▯ 2/3`; scaled when the bound is longer than QUEUE_BAR cells."""
    bound = shared.maxsize or 0
    if not shared.counted:
        return "depth not known"
    if bound <= 0:
        return f"{'▮' * min(shared.depth, QUEUE_BAR)} {shared.depth}".strip()
    cells = min(bound, QUEUE_BAR)
    filled = min(round(shared.depth * cells / bound), cells)
    if shared.depth:
        filled = max(filled, 1)
    if shared.depth < bound:
        filled = min(filled, cells - 1) if cells > 1 else filled
    return f"{'▮' * filled}{'▯' * (cells - filled)} {shared.depth}/{bound}"


def object_text(state: RunState, shared: SharedObject) -> tuple[list[tuple[str, bool]], str]:
    """What a shared object does now, in parts that say whether somebody waits there, and its counts so far."""
    if shared.family == "queue":
        putters, getters = len(shared.waiting_for("put")), len(shared.waiting_for("get"))
        parts = [
            (f"{queue_bar(shared)}  ", False),
            (f"putters blocked {putters}", putters > 0),
            (" · ", False),
            (f"getters blocked {getters}", getters > 0),
        ]
        return parts, f"{_layers(shared)}{shared.puts} put · {shared.gets} got"
    if shared.family == "pipe":
        readers = len(shared.waiting_for("recv"))
        receivers = f" · {readers} waiting to receive" if readers else ""
        in_flight = f"{shared.depth} in flight" if shared.counted else ""
        found = f"{in_flight}{receivers}".removeprefix(" · ")
        return [(found, False)], f"{shared.sends} sent · {shared.recvs} received"
    waiters = len({wait.worker for wait in shared.waits})
    waiting = (f"{waiters} waiting", waiters > 0)
    ended = takers_ended(state, shared)
    held, between = holder_text(state, shared), (" · ", False)
    if not shared.counted:
        counts = f"{shared.acquires} acquired" if shared.acquires else f"{shared.calls} calls"
        return [(_UNKNOWN.get(shared.family, "not known"), False), between, waiting], counts
    if shared.family == "lock":
        held = held or ("free" if is_free(shared) else "not known who holds it")
        return [(held, ended), between, waiting], f"{shared.acquires} acquired"
    if shared.family == "semaphore":
        takers = [between, (held, ended)] if held else []
        return [(f"value {shared.depth}", False), *takers, between, waiting], f"{shared.acquires} acquired"
    if shared.type == "Event":
        return [(event_word(shared), False), between, waiting], f"{shared.calls} calls"
    parts = [(held, ended), between, waiting] if held else [waiting]
    taken = f"{shared.acquires} acquired · " if shared.acquires else ""
    return parts, f"{taken}{shared.calls} calls"


def _layers(shared: SharedObject) -> str:
    """Where a queue's items are: still in the buffers of those who put them, or in the pipe; and what is not done."""
    parts = []
    if not shared.counted:
        return ""
    if shared.is_layered and shared.depth:
        parts.append(f"{shared.in_buffers} in buffers, {shared.in_pipe} in the pipe")
    if shared.type == "JoinableQueue" and shared.unfinished:
        parts.append(f"{shared.unfinished} not done")
    return "".join(f"{part} · " for part in parts)


def taken_words(shared: SharedObject | None) -> str:
    """What stands before the names of those who took it: `held by`, or `taken by` where that would say too much.

    `shared`: None if it is not kept any more. Of a pool: those who have, or had, a task of it.
    """
    if shared is not None and shared.type in POOLS:
        return "task"
    return "held by" if shared is None or is_held(shared) else "taken by"


def holder_text(state: RunState, shared: SharedObject) -> str:
    """`held by Process-2`, with its state when it has ended; `taken by` where that says too much; "" if by nobody."""
    names = []
    for holder in dict.fromkeys(shared.holders):
        ended = f" ({state.workers[holder].word})" if _ended(state, holder) else ""
        names.append(name_of(state, holder) + ended)
    return f"{taken_words(shared)} {', '.join(names)}" if names else ""


def _ended(state: RunState, worker: int) -> bool:
    return worker in state.workers and state.workers[worker].state.ended
