"""For ui.perfetto.dev and chrome://tracing: the Trace Event Format, as JSON.

A process for each of the program's, a thread for each worker; a slice for each operation with its object and line,
arrows from a put to the get of its item, counters of depths, and instants of output and findings.
Source: the Trace Event Format document of the Chromium project, which Perfetto reads as well.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

from mptui.events import Event, OpDone, OpFinished, OpStarted, Output, OutputRun, WorkerFound, singles
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.model.state import SharedObject, Worker
from mptui.recording.trace import Trace

_MOST_TEXT = 200
"""Characters of a fragment of output that are told."""
_MOST_WAITING = 100_000
"""Items of one object that are waiting for the other end of their arrows."""
_SENDS, _RECEIVES = ("put", "send", "feed"), ("get", "recv")
_OPEN: Any = "has not ended"
"""The outcome of an operation that had not ended when the recording did."""
_NO_ORDER = ("LifoQueue", "PriorityQueue")
"""Queues whose items come out in another order than they went in."""


class _Arrows:
    """Which put belongs to which get: items come out in the order in which they went in.

    What is put into a queue of multiprocessing goes in when the feeder of its process sends it.
    """

    def __init__(self) -> None:
        self._put: dict[tuple[int, int], deque[tuple[int, int]]] = {}
        self._sent: dict[int, deque[tuple[int, int]]] = {}

    def sent(self, shared: SharedObject, op: str, worker: int, t: int) -> None:
        """An item went in; or was put into the buffer of its process."""
        here = (worker, t)
        if shared.is_layered and op == "put":
            self._put.setdefault((shared.id, worker), deque(maxlen=_MOST_WAITING)).append(here)
            return
        if op == "feed":
            put = self._put.get((shared.id, worker))
            if not put:
                return
            here = put.popleft()
        self._sent.setdefault(shared.id, deque(maxlen=_MOST_WAITING)).append(here)

    def received(self, shared: SharedObject) -> tuple[int, int] | None:
        """Worker and time of the put whose item came out."""
        sent = self._sent.get(shared.id)
        return sent.popleft() if sent else None


class _Exporter:
    def __init__(self) -> None:
        self._diagnosis = Diagnosis()
        self._model = RunModel(watcher=self._diagnosis)
        self._arrows = _Arrows()
        self._begun: dict[int, list[OpStarted]] = {}
        self._named: set[int] = set()
        self._told: set[object] = set()
        self._depths: dict[int, int] = {}
        self._flows = 0

    def follow(self, event: Event) -> Iterator[dict[str, Any]]:
        """What an event becomes."""
        changes = self._diagnosis.changes
        self._model.apply(event)
        worker = self._model.state.workers.get(event.worker)
        if worker is not None and worker.id not in self._named and worker.pid is not None:
            yield from self._name(worker)
        if isinstance(event, WorkerFound) and worker is not None and worker.wait is not None:
            waits = (worker.wait, *worker.wait.outer)
            self._begun[worker.id] = [
                OpStarted(one.since, worker.id, 0, one.op, one.object, one.where, one.target) for one in reversed(waits)
            ]
        if isinstance(event, OpStarted):
            self._begun.setdefault(event.worker, []).append(event)
        elif isinstance(event, OpDone):
            yield from self._operation(worker, event, event.began, event.where)
        elif isinstance(event, OpFinished):
            begun = self._begun.get(event.worker, [])
            started = begun.pop() if begun else None
            where = started.where if started is not None else ""
            yield from self._operation(worker, event, started.t if started is not None else event.t, where)
        elif isinstance(event, Output):
            text = event.data.decode("utf-8", "replace")[:_MOST_TEXT]
            yield self._of(worker, event.t) | {"ph": "i", "s": "t", "name": "write", "args": {"text": text}}
        if self._diagnosis.changes != changes:
            yield from self._findings(event.t)

    def _name(self, worker: Worker) -> Iterator[dict[str, Any]]:
        self._named.add(worker.id)
        base = {"ph": "M", "pid": worker.pid, "tid": worker.id}
        if worker.flavor != "thread":
            yield base | {"name": "process_name", "args": {"name": worker.name}}
            yield base | {"name": "process_sort_index", "args": {"sort_index": worker.id}}
        yield base | {"name": "thread_name", "args": {"name": worker.name}}

    def _of(self, worker: Worker | None, t: int) -> dict[str, Any]:
        """Whose it is, and when, in µs."""
        return {"pid": (worker.pid or 0) if worker else 0, "tid": worker.id if worker else 0, "ts": t / 1000}

    def _operation(
        self, worker: Worker | None, event: OpDone | OpFinished, began: int, where: str
    ) -> Iterator[dict[str, Any]]:
        shared = self._model.state.objects.get(event.object) if event.object is not None else None
        target = self._model.state.workers.get(event.target) if event.target is not None else None
        name = shared.label if shared is not None else target.name if target is not None else ""
        args = {"object": name, "where": where, "outcome": event.outcome, "value": event.value}
        head = self._of(worker, began) | {"ph": "X", "cat": "operation", "name": f"{event.op} {name}".strip()}
        yield head | {"dur": max(event.t - began, 0) / 1000, "args": {key: args[key] for key in args if args[key]}}
        if shared is None or event.outcome == _OPEN:
            return
        if event.depth is not None and self._depths.get(shared.id) != event.depth:
            self._depths[shared.id] = event.depth
            counter = {"ph": "C", "name": f"{shared.label}: {'value' if shared.family == 'semaphore' else 'depth'}"}
            yield counter | {"pid": 0, "ts": event.t / 1000, "args": {"": event.depth}}
        if event.outcome == "ok" and shared.type not in _NO_ORDER and shared.family in ("queue", "pipe"):
            yield from self._arrow(worker, event, shared)

    def _arrow(
        self, worker: Worker | None, event: OpDone | OpFinished, shared: SharedObject
    ) -> Iterator[dict[str, Any]]:
        if event.op in _SENDS and worker is not None:
            self._arrows.sent(shared, event.op, worker.id, event.t)
        elif event.op in _RECEIVES and (sent := self._arrows.received(shared)) is not None:
            self._flows += 1
            base = {"cat": "item", "name": shared.label, "id": self._flows}
            yield base | {"ph": "s"} | self._of(self._model.state.workers.get(sent[0]), sent[1])
            yield base | {"ph": "f", "bp": "e"} | self._of(worker, event.t)

    def rest(self) -> Iterator[dict[str, Any]]:
        """The operations that had not ended when the recording did."""
        for number, begun in self._begun.items():
            worker = self._model.state.workers.get(number)
            for one in begun:
                end = OpFinished(self._model.state.now, number, one.seq, one.op, one.object, _OPEN, target=one.target)
                yield from self._operation(worker, end, one.t, one.where)

    def _findings(self, t: int) -> Iterator[dict[str, Any]]:
        for finding in self._diagnosis.current:
            if finding.key not in self._told:
                self._told.add(finding.key)
                since = min(max(finding.since, 0), t)
                found = {"ph": "i", "s": "g", "cat": "finding", "name": f"{finding.kind} ({finding.grade})"}
                yield found | {"pid": 0, "tid": 0, "ts": since / 1000, "args": {"text": finding.text}}


def export(trace: Trace) -> Iterator[bytes]:
    """The file, piece by piece."""
    exporter = _Exporter()
    yield b'{"displayTimeUnit":"ns","traceEvents":[\n'
    yield msgspec.json.encode({"ph": "M", "pid": 0, "tid": 0, "name": "process_name", "args": {"name": "objects"}})
    for event in trace:
        for single in singles(event) if isinstance(event, OutputRun) else (event,):
            for entry in exporter.follow(single):
                yield b",\n" + msgspec.json.encode(entry)
    for entry in exporter.rest():
        yield b",\n" + msgspec.json.encode(entry)
    yield b"\n]}\n"
