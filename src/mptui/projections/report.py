"""The report: one JSON object that says what a run did. Its fields are a contract."""

from collections.abc import Iterable
from typing import Any

from mptui.events import Unblocked
from mptui.findings.finding import Finding
from mptui.model.folded import Folded
from mptui.model.stacks import present_stack
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.waits import Standing

SCHEMA = 1


def build_report(
    state: RunState, exit_code: int | None, findings: Iterable[tuple[Finding, int | None]] = ()
) -> dict[str, Any]:
    """The report on `state`; `exit_code` is the status that mptui itself ends with, None if it had not ended by then.

    `findings`: each with the time at which it was seen not to hold any more, None if it still held at the end.
    """
    output = state.output
    return {
        "schema": SCHEMA,
        "program": state.program,
        "argv": list(state.argv),
        "start_method": state.start_method,
        "exit_code": exit_code,
        "duration_ns": state.now,
        **({} if state.recorded_from is None else {"recorded_from_ns": state.recorded_from}),
        "workers": [_worker(state, worker) for worker in state.workers.values()],
        "output": {
            "fragments": output.fragments,
            "messages": output.messages,
            "torn": output.torn,
            "stray_bytes": output.stray_bytes,
        },
        "objects": [_object(shared) for shared in state.objects.values()],
        "folded": _folded(state.folded),
        "findings": [_finding(finding, until) for finding, until in findings],
        "unblocked": [_unblocked(event) for event in state.unblocked],
        "standing": [_standing(state, standing) for standing in state.standing],
        "ended_by": "mptui" if state.ending is not None else "program" if exit_code is not None else None,
        "anomalies": [{"t": one.t, "worker": one.worker, "text": one.text} for one in state.anomalies],
        "anomaly_count": state.anomaly_count,
        "events": {"received": state.received, "lost": state.lost},
    }


def _unblocked(event: Unblocked) -> dict[str, Any]:
    return {"t": event.t, "worker": event.worker, "how": event.how, "object": event.object}


def _finding(finding: Finding, until: int | None) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "grade": finding.grade,
        "workers": list(finding.workers),
        "objects": list(finding.objects),
        "where": list(finding.where),
        "text": finding.text,
        "advice": finding.advice,
        "since_ns": finding.since,
        "until_ns": until,
    }


def _worker(state: RunState, worker: Worker) -> dict[str, Any]:
    unseen = {"probe_failed": worker.probe_failed} if worker.probe_failed else {}
    return {
        "id": worker.id,
        "name": worker.name,
        "flavor": worker.flavor,
        "pid": worker.pid,
        "parent": worker.parent,
        "exit_code": worker.exit_code,
        "state": worker.word,
        "ended_by": worker.ended_by if worker.state.ended else None,
        "messages": state.output.messages_of.get(worker.id, 0),
        **unseen,
    }


def _folded(folded: Folded) -> dict[str, Any]:
    """Totals of the workers and objects that are not listed one by one."""
    workers: dict[str, dict[str, int]] = {}
    for (flavor, word), count in sorted(folded.workers.items()):
        workers.setdefault(flavor, {})[word] = count
    objects = {kind: {"objects": count} for kind, count in sorted(folded.objects.items()) if count}
    for (kind, name), total in sorted(folded.totals.items()):
        objects.setdefault(kind, {"objects": 0})[name] = total
    return {"workers": workers, "messages": folded.messages, "objects": objects}


def _standing(state: RunState, standing: Standing) -> dict[str, Any]:
    """Workers and objects by their ids; times in ns since the run's start."""
    wait, worker = standing.wait, state.workers.get(standing.worker)
    waits: dict[str, Any] = {}
    if wait is not None:
        waits = {"op": wait.op, "object": wait.object, "since_ns": wait.since, "where": wait.where}
        waits |= {"timeout": wait.timeout} | ({} if wait.target is None else {"target": wait.target})
    return {
        "worker": standing.worker,
        "waits": waits or None,
        "holds": [{"object": item, "since_ns": take.since, "where": take.where} for item, take in standing.holds],
        "ended_by": worker.ended_by if worker is not None else "program",
        "stack": _stack(state, worker),
    }


def _stack(state: RunState, worker: Worker | None) -> list[dict[str, str]] | None:
    """The most recent call last; null where it could not be taken."""
    taken = present_stack(state, worker) if worker is not None else None
    return [{"where": where, "function": function} for where, function in taken.frames] if taken is not None else None


_COUNTS = {
    "lock": ("acquires", "max_waiters"),
    "semaphore": ("acquires", "max_waiters", "depth"),
    "signal": ("acquires", "calls", "max_waiters"),
    "object": ("acquires", "calls", "max_waiters"),
    "queue": ("puts", "gets", "maxsize", "max_depth"),
    "pipe": ("sends", "recvs", "max_waiters"),
}


_FIELD_NAMES = {"depth": "value"}
_NEED_COUNTING = ("depth", "max_depth")
"""Null if the object's class overrides methods, so that its depth is not known."""


def _object(shared: SharedObject) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": shared.id,
        "type": shared.type,
        "name": shared.name,
        "where": shared.where,
        "module": shared.module,
        "own": shared.own,
    }
    for count in _COUNTS[shared.family]:
        known = shared.counted or count not in _NEED_COUNTING
        entry[_FIELD_NAMES.get(count, count)] = getattr(shared, count) if known else None
    return entry
