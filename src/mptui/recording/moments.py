"""A recorded run at any moment: the trace is read through once, and a copy of the run is kept every so often."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from mptui.events import ErrorSeen, Event, OpDone, OpFinished, OpStarted, ProbeFailed, WorkerExited
from mptui.findings.diagnosis import Diagnosis
from mptui.model.history import History
from mptui.model.run_model import RunModel
from mptui.projections.finding_text import verdict
from mptui.recording.trace import Trace
from mptui.transport import Mark, MarkKind

APART = 8
"""Blocks from one copy to the next, at first: some thousand events, which take some hundredths of a second."""
MOST = 1000
"""Copies that are kept; when there are more, every other one is let go."""
MOST_MARKS = 2000
"""Marks of each kind."""
_OPERATIONS = (OpStarted, OpFinished, OpDone)
_FAR = 200
"""Blocks that are looked through for an operation of a worker."""


class Place(NamedTuple):
    """Between two events: the next one is the event `number` of block `block`, both from 0."""

    block: int
    number: int


class Past(History):
    """The whole past of a recorded run, as far as it has been read; whoever applies its events does not write it."""

    def follow(self, *_: object) -> None:
        """It is known already."""

    def take_over(self, history: History) -> None:
        """Have the past of another from now on."""
        self.__dict__ = history.copy().__dict__


class _Copy(NamedTuple):
    t: int
    block: int
    model: RunModel


class Moments:
    """Owned by one thread, but for `past`, `marks`, `read` and `done`, which others may look at.

    `past`: the history; `read`: up to which moment, in ns, the trace has been read; `done`: it has been, to its end.
    """

    def __init__(self, trace: Trace, past: Past) -> None:
        self.past = past
        self.marks: list[Mark] = []
        self.read = 0
        self.done = False
        self._trace = trace
        self._diagnosis = Diagnosis()
        self._model = RunModel(counting=True, history=True, watcher=self._diagnosis)
        self._next = 0
        self._apart = APART
        self._copies = [_Copy(-1, 0, self._without_past(self._model))]
        self._seen_findings: set[object] = set()
        self._counts = dict.fromkeys(("finding", "torn", "error"), 0)

    def _without_past(self, model: RunModel) -> RunModel:
        """A copy that has the whole past, not its own."""
        history, model.history = model.history, None
        copied = model.copy()
        model.history, copied.history = history, self.past
        return copied

    def read_on(self) -> None:
        """Read one more block."""
        if self._next >= len(self._trace.blocks):
            self._finish()
            return
        for event in self._trace.events(self._next):
            self._follow(event)
        self._next += 1
        self.read = max(self.read, self._model.state.now)
        if self._next % self._apart == 0:
            self._keep_copy()

    def _finish(self) -> None:
        self._publish()
        self.done = True

    def _publish(self) -> None:
        assert self._model.history is not None
        self.past.take_over(self._model.history)

    def _keep_copy(self) -> None:
        self._publish()
        self._copies.append(_Copy(self._model.state.now, self._next, self._without_past(self._model)))
        if len(self._copies) > MOST:
            self._apart *= 2
            self._copies = [one for one in self._copies if one.block % self._apart == 0]

    def _follow(self, event: Event) -> None:
        model, state = self._model, self._model.state
        torn, changes = state.output.torn, self._diagnosis.changes
        model.apply(event)
        if state.output.torn != torn:
            self._mark(event.t, "torn", "a torn message")
        if self._diagnosis.changes != changes:
            for finding in self._diagnosis.current:
                if finding.key not in self._seen_findings:
                    self._seen_findings.add(finding.key)
                    told = self._diagnosis.told_at.get(
                        finding.key, event.t
                    )  # it is shown since then, not since it began
                    self._mark(max(told, 0), "finding", " ".join(verdict([finding])).strip())
        if isinstance(event, WorkerExited | ErrorSeen | ProbeFailed):
            self._mark_error(event)

    def _mark_error(self, event: WorkerExited | ErrorSeen | ProbeFailed) -> None:
        worker = self._model.state.workers.get(event.worker)
        name = worker.name if worker is not None else "the program"
        if isinstance(event, ErrorSeen):
            self._mark(event.t, "error", f"{name}: {event.text} in {event.name}" if event.name else event.text)
        elif isinstance(event, ProbeFailed):
            self._mark(event.t, "error", f"{name} is not watched any more")
        elif event.exit_code and event.ended_by == "program":
            self._mark(event.t, "error", f"{name} ended with exit code {event.exit_code}")

    def _mark(self, t: int, kind: MarkKind, text: str) -> None:
        if self._counts[kind] < MOST_MARKS:
            self._counts[kind] += 1
            mark = Mark(t, kind, text)
            self.marks.insert(bisect_right(self.marks, t, key=lambda one: one.t), mark)

    # Going somewhere

    def at(self, t: int) -> tuple[Place, RunModel]:
        """The run after all that had happened by `t` ns, in the order of arrival."""
        copy = self._copies[max(bisect_right(self._copies, t, key=lambda one: one.t) - 1, 0)]
        model, place = copy.model.copy(), Place(copy.block, 0)
        for here, event in self._events_from(place):
            if max(event.t, model.state.now) > t and here != (0, 0):
                return here, self._seen(model, t)
            model.apply(event)
        return self._last_place, self._seen(model, t)

    def before(self, place: Place) -> tuple[Place, RunModel]:
        """The run as it was just before the event at a place."""
        copy = max((one for one in self._copies if one.block <= place.block), key=lambda one: one.block)
        model = copy.model.copy()
        for here, event in self._events_from(Place(copy.block, 0)):
            if here >= place:
                break
            model.apply(event)
        return place, self._seen(model, model.state.now)

    def _seen(self, model: RunModel, t: int) -> RunModel:
        model.history = self.past
        if model.watcher is not None:
            model.watcher.look(model.state, t)
        return model

    def _events_from(self, place: Place) -> Iterator[tuple[Place, Event]]:
        block, index = place
        while block < len(self._trace.blocks):
            events = self._trace.events(block)
            for number in range(index, len(events)):
                yield Place(block, number), events[number]
            block, index = block + 1, 0

    @property
    def _last_place(self) -> Place:
        return Place(len(self._trace.blocks), 0)

    def event_before(self, place: Place, worker: int | None) -> Place | None:
        """The event before a place; with `worker`, the one before that is an operation of it. None if there is none."""
        block, end = place
        for _ in range(_FAR if worker is not None else 2):
            if block < len(self._trace.blocks):
                events = self._trace.events(block)[:end]
                for number in range(len(events) - 1, -1, -1):
                    if worker is None or _is_operation(events[number], worker):
                        return Place(block, number)
            block, end = block - 1, 1 << 60
            if block < 0:
                break
        return None

    def operation_after(self, place: Place, worker: int) -> Place | None:
        """The place behind the next operation of a worker; None if there is none, or it is far away."""
        for here, event in self._events_from(place):
            if here.block > place.block + _FAR:
                break
            if _is_operation(event, worker):
                return Place(here.block, here.number + 1)
        return None


def _is_operation(event: Event, worker: int) -> bool:
    return isinstance(event, _OPERATIONS) and event.worker == worker
