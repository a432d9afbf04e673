"""respawning: processes end as fast as somebody makes them, and none has done anything."""

import re
import signal
from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, how_they_ended, places, worker_names
from mptui.model.lifecycle import WorkerState
from mptui.model.state import POOLS, RunState, SharedObject, Worker

KIND = "respawning"
FEWEST = 5
"""Processes that must have failed."""
WINDOW_NS, SHORT_NS = 10_000_000_000, 2_000_000_000
"""How long ago at most, and how long each may have run, in ns."""
WHILE_NS = 2_000_000_000
"""How long it must have gone on, in ns: many that are started in a row may fail while the others are being made."""
_ENDED = (WorkerState.EXITED, WorkerState.KILLED, WorkerState.ZOMBIE, WorkerState.REAPED)
_ERROR = re.compile(r"[A-Za-z_][\w.]*(: .*)?")
_LONGEST = 100
_ADVICE = "Look at what the first of them says on stderr: an initializer or import that fails does so in each."


def find(state: RunState, now: int) -> Iterator[Finding]:
    """A finding for each process that makes others which fail at once."""
    if sum(state.count_by_state[kind] for kind in _ENDED) < FEWEST or state.ending is not None:
        return
    if any(error.what == "unguarded" for error in state.errors):
        return
    children: dict[int, list[Worker]] = {}
    for worker in state.workers.values():
        parent = state.workers.get(worker.parent) if worker.flavor == "process" and worker.parent is not None else None
        if parent is not None and parent.pid is not None:
            children.setdefault(parent.pid, []).append(worker)
    for pid, made in children.items():
        failed = [one for one in made if one.state.ended and one.since + WINDOW_NS > now]
        parent = next((one for one in state.workers.values() if one.pid == pid and one.flavor != "thread"), None)
        if parent is not None and parent.state.alive and _are_replaced(made, failed, now):
            yield _finding(state, parent, failed, min(one.since for one in made if one.state.ended))


def _are_replaced(made: list[Worker], failed: list[Worker], now: int) -> bool:
    """Whether all that ended of late failed at once, others were made in their places, and that goes on."""
    if len(failed) < FEWEST or not all(map(_failed_at_once, failed)):
        return False
    first = min(one.since for one in failed)
    later = [one.started for one in made if one.started is not None and one.made > first]
    return len(later) >= FEWEST - 1 and max(later) + SHORT_NS > now and max(later) > first + WHILE_NS


def _failed_at_once(worker: Worker) -> bool:
    ended = worker.ended_by == "program" and worker.exit_code not in (None, 0, -signal.SIGTERM) and not worker.tasks
    return ended and worker.started is not None and worker.since - worker.started <= SHORT_NS


def _finding(state: RunState, parent: Worker, failed: list[Worker], since: int) -> Finding:
    waiting = [one for one in state.workers.values() if one.pid == parent.pid and _pool_of(state, one) is not None]
    pools = list(dict.fromkeys(pool for one in waiting if (pool := _pool_of(state, one)) is not None))
    ended, said = how_they_ended(state, failed[-FEWEST:]), _said(state, failed[-FEWEST:])
    where = waiting[0].where if waiting else ""
    waits = ""
    if waiting:
        verb = "wait" if len(waiting) > 1 else "waits"
        waits = f" {worker_names(waiting)} {verb} for {pools[0].name}{at(where)}."
    whose = f" for {pools[0].name}" if pools else ""
    return Finding(
        KIND,
        "suspected",
        (parent.id,),
        tuple(pool.id for pool in pools),
        places(where, *(pool.where for pool in pools)),
        since,
        f"{parent.name} makes one process after another{whose}: each fails at once",
        f"{parent.name} makes one process after another{whose}, and none of them does anything: the last {FEWEST} "
        f"{ended} as soon as they had started{said}.{waits}",
        _ADVICE,
    )


def _pool_of(state: RunState, worker: Worker) -> SharedObject | None:
    """The pool for whose results or end a worker waits, in a line of the program's."""
    wait = worker.wait
    shared = state.objects.get(wait.object) if wait is not None and wait.where and wait.object is not None else None
    return shared if shared is not None and shared.type in POOLS else None


def _said(state: RunState, failed: list[Worker]) -> str:
    """The last line of their tracebacks, if all have the same."""
    found = {_last_error(state, worker) for worker in failed}
    return f" ({found.pop()})" if len(found) == 1 and "" not in found else ""


def _last_error(state: RunState, worker: Worker) -> str:
    ring = state.output.workers.get(worker.id)
    texts = [line.text for line in list(ring.lines)[-3:] if line.stream == "stderr"] if ring is not None else []
    text = texts[-1].strip() if texts else ""
    return text[:_LONGEST] if _ERROR.fullmatch(text) else ""
