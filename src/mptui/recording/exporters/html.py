"""For a browser: one file that needs no network, with console, timeline, objects, findings and a slider."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import msgspec

from mptui.events import Event, ObjectFound, Output, OutputRun, RecordingStarted, WorkerFound, singles
from mptui.findings.diagnosis import Diagnosis
from mptui.model.lifecycle import WorkerState
from mptui.model.run_model import RunModel
from mptui.model.state import SharedObject, Worker
from mptui.projections.wording import holder_text
from mptui.recording.trace import Trace

MOST_SPANS = 40_000
MOST_FRAGMENTS = 20_000
MOST_CHANGES = 20_000
"""What of a run is shown at most: stretches of workers' time, fragments of output, changes of objects."""
_KINDS = {WorkerState.RUNNING: "runs", WorkerState.BLOCKED: "waits", WorkerState.PAUSED: "paused"}


class _Page:
    """Gathers what the page shows."""

    def __init__(self) -> None:
        self._diagnosis = Diagnosis()
        self.model = RunModel(watcher=self._diagnosis)
        self.workers: dict[int, dict[str, Any]] = {}
        self.objects: dict[int, dict[str, Any]] = {}
        self.output: list[tuple[int, int, str]] = []
        self.findings: list[dict[str, Any]] = []
        self._told: set[object] = set()
        self._spans = self._changes = 0
        self.left_out: set[str] = set()
        self._changed_workers, self._changed_objects = list[int](), list[int]()

    def follow(self, event: Event) -> None:
        """Take in an event."""
        changes = self._diagnosis.changes
        change = self.model.apply(event)
        self._changed_workers += change.workers
        self._changed_objects += change.objects
        if not isinstance(event, WorkerFound | ObjectFound):  # until all are there they do not know each other's names
            self.see_changed(event.t)
        if isinstance(event, RecordingStarted):
            self.output += [(line.t, 0, f"{line.text}\n") for line in self.model.state.output.console.lines]
        if isinstance(event, Output):
            if len(self.output) < MOST_FRAGMENTS:
                self.output.append((event.t, event.worker, event.data.decode("utf-8", "replace")))
            else:
                self.left_out.add("output")
        if self._diagnosis.changes != changes:
            self._see_findings(event.t)

    def see_changed(self, t: int) -> None:
        """Take in what has changed by `t` ns and was left until now."""
        workers, objects = self.model.state.workers, self.model.state.objects
        for number in self._changed_workers:
            if number in workers:
                self._see_worker(workers[number], t)
        for number in self._changed_objects:
            if number in objects:
                self._see_object(objects[number], t)
        self._changed_workers, self._changed_objects = [], []

    def _see_worker(self, worker: Worker, t: int) -> None:
        known = self.workers.setdefault(worker.id, {"name": worker.name, "pid": worker.pid, "spans": []})
        known["name"], known["pid"] = worker.name, worker.pid
        kind = _KINDS.get(worker.state, "ended" if worker.state.ended else "")
        if kind == "runs" and worker.holding:
            kind = "holds"
        wait = worker.wait
        label = ""
        if wait is not None:
            shared = self.model.state.objects.get(wait.object) if wait.object is not None else None
            target = self.model.state.workers.get(wait.target) if wait.target is not None else None
            what = shared.label if shared is not None else target.name if target is not None else ""
            label = f"{wait.op} {what}".strip() + (f" at {wait.where.rpartition('/')[2]}" if wait.where else "")
        spans = known["spans"]
        if spans and spans[-1][1:] == [kind, label]:
            return
        if self._spans >= MOST_SPANS:
            self.left_out.add("workers' time")
            return
        self._spans += 1
        spans.append([t, kind, label])

    def _see_object(self, shared: SharedObject, t: int) -> None:
        known = self.objects.setdefault(shared.id, {"name": shared.label, "type": shared.type, "values": []})
        known["name"] = shared.label
        bound = f" of {shared.maxsize}" if shared.maxsize else ""
        value = f"{shared.depth}{bound}" if shared.family in ("queue", "pipe", "semaphore") else ""
        text = " ".join(part for part in (value, holder_text(self.model.state, shared)) if part)
        if not text and shared.family == "lock":
            text = "free"
        values = known["values"]
        if values and values[-1][1] == text:
            return
        if self._changes >= MOST_CHANGES:
            self.left_out.add("objects")
            return
        self._changes += 1
        values.append([t, text])

    def _see_findings(self, t: int) -> None:
        for finding in self._diagnosis.current:
            if finding.key not in self._told:
                self._told.add(finding.key)
                since = min(max(finding.since, 0), t)
                facts = {"t": since, "kind": finding.kind, "grade": finding.grade}
                self.findings.append(facts | {"text": finding.text, "advice": finding.advice})


def export(trace: Trace) -> Iterator[bytes]:
    """The page."""
    page = _Page()
    for event in trace:
        for single in singles(event) if isinstance(event, OutputRun) else (event,):
            page.follow(single)
    state = page.model.state
    page.see_changed(state.now)
    facts = {
        "title": " ".join((state.program, *state.argv)),
        "about": f"start method {state.start_method}, Python {state.python} on {state.platform}",
        "begin": trace.begin,
        "end": state.now,
        "workers": list(page.workers.values()),
        "ids": list(page.workers),
        "objects": list(page.objects.values()),
        "output": page.output,
        "findings": page.findings,
        "torn": state.output.torn,
        "messages": state.output.messages,
        "left_out": sorted(page.left_out),
    }
    template = files(__package__).joinpath("page.html").read_bytes()
    before, after = template.split(b"/*FACTS*/")
    yield before
    yield msgspec.json.encode(facts).replace(b"</", b"<\\/").replace(b"<!--", b"<\\!--")
    yield after
