"""Drains the session into the state, a little at a time, so that no flood of events can keep a key waiting."""

import contextlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from mptui.errors import MptuiError
from mptui.events import Event, KnobChanged, ProbeFailed, RunFinished, RunStarted, Unblocked, weight
from mptui.files import new_paths
from mptui.findings.diagnosis import LATENCY_NS, Diagnosis
from mptui.findings.stack_requests import workers_to_ask
from mptui.model.history import History
from mptui.model.run_model import RunModel
from mptui.model.state import RunState
from mptui.recording.recorder import Recorder
from mptui.recording.writer import TraceWriter
from mptui.session import Session
from mptui.transport import Transport

FRAMES = 30
"""Frames a second."""
BUDGET_NS = 15_000_000
"""Time that one frame may spend on applying events, in ns; what is left over waits for the next frame."""
ASK_AGAIN_NS = 2_000_000_000
"""How long to wait for stacks that were asked for, in ns."""
CHECK_EVERY = 512
"""Events between two looks at the clock."""
NOTABLE = frozenset({RunStarted, RunFinished, ProbeFailed, KnobChanged, Unblocked})
"""Events that the screen answers in words or in its own state, not only by painting."""


class Engine:
    """Owns the model of the run. `clock` gives monotonic ns; tests pass their own.

    `transport`: what sets the time of a recorded run; `trace`: what records the whole run. `watcher`, if somebody sets
    it, is given each notable event once it has been applied. `jumps` counts how often the run was taken up at another
    moment.
    """

    def __init__(
        self,
        session: Session,
        clock: Callable[[], int] = time.monotonic_ns,
        model: RunModel | None = None,
        transport: Transport | None = None,
        trace: TraceWriter | None = None,
    ) -> None:
        self.session = session
        self.transport = transport
        self.trace = trace
        self.diagnosis = Diagnosis()
        self.model = model or RunModel(counting=True, history=True)
        self.model.watcher = self.diagnosis
        for knob, value in session.options.knobs.items():  # which the first events tell, too
            self.state.knobs.setdefault(knob, value)
        self.state.start_method = self.state.start_method or session.options.start_method or ""
        self.notable: list[Event] = []
        self.jumps = 0
        self.watcher: Callable[[Event], None] | None = None
        self._clock = clock
        self._batch: list[Event] = []
        self._next = 0
        self._latest = 0
        self._seen_at = clock()
        self._ask_at = 0
        self._recorder: Recorder | None = None
        self._recorders: list[Recorder] = []
        self._failure_told = False

    @property
    def state(self) -> RunState:
        """The run as it is known now."""
        return self.model.state

    @property
    def history(self) -> History:
        """The run's past."""
        assert self.model.history is not None
        return self.model.history

    def has_waiting(self) -> bool:
        """Whether there is anything to apply, to look for, or to hear of: a session that fails says so to `pump`."""
        if self._next >= len(self._batch):
            with contextlib.suppress(MptuiError):
                self._batch, self._next = self.session.drain_nowait(), 0
                jumping = self.transport is not None and self.transport.is_jumping
                return bool(self._batch) or jumping or self.diagnosis.is_due(self.state, self.now - LATENCY_NS)
        return True

    def pump(self) -> bool:
        """Apply what has arrived, for at most BUDGET_NS, and look at it. Returns whether anything has changed."""
        deadline = self._clock() + BUDGET_NS
        jumps = self.jumps
        self._take_moment()
        before = jumps, self.state.version, self.diagnosis.changes
        while self._apply_some() and self._clock() < deadline:
            pass
        if self.state.now != self._latest:
            self._latest, self._seen_at = self.state.now, self._clock()
        self.diagnosis.look(self.state, self.now - LATENCY_NS)
        self._ask_for_stacks()
        return (self.jumps, self.state.version, self.diagnosis.changes) != before

    def _ask_for_stacks(self) -> None:
        """Of those that findings are about; again after a while if they could not be had."""
        if not self.diagnosis.current or not self.session.capabilities.stacks or self._clock() < self._ask_at:
            return
        asked = workers_to_ask(self.state, self.diagnosis.current)
        if asked:
            self._ask_at = self._clock() + ASK_AGAIN_NS
            self.session.take_stacks(asked)

    def _take_moment(self) -> None:
        """Take up the run at another moment, if the transport has gone to one."""
        moment = self.transport.take_moment() if self.transport is not None else None
        if moment is None:
            return
        assert isinstance(moment.watcher, Diagnosis)
        self.model, self.diagnosis = moment, moment.watcher
        self._batch, self._next = [], 0
        self.jumps += 1

    def _apply_some(self) -> bool:
        """Apply up to CHECK_EVERY events; False when none were waiting."""
        if self._next >= len(self._batch):
            self._batch, self._next = self.session.drain_nowait(), 0
            if not self._batch:
                return False
        apply = self.model.apply
        begin, left = self._next, CHECK_EVERY
        end = begin
        while left > 0 and end < len(self._batch):
            event = self._batch[end]
            end += 1
            left -= weight(event)
            apply(event)
            if type(event) in NOTABLE:
                self.notable.append(event)
                if self.watcher is not None:
                    self.watcher(event)
        self._next = end
        if self._recorder is not None:
            self._recorder.follow(self._batch[begin:end], self.state)
        return True

    def take_rest(self, batch: Iterable[Event]) -> None:
        """Apply what is still waiting, and these events: the screen is gone, and nobody waits for a key."""
        rest = [*self._batch[self._next :], *batch]
        for event in rest:
            self.model.apply(event)
        if self._recorder is not None:
            self._recorder.follow(rest, self.state)
        self._batch, self._next = [], 0

    # Recording

    @property
    def _settled(self) -> int:
        """Up to when all that has happened is known, in ns of the run."""
        return max(self.state.now, self.now - LATENCY_NS)

    @property
    def recording(self) -> Path | None:
        """The trace that is being written; None if none is, or no more."""
        writing = self._recorder or self.trace
        return writing.path if writing is not None and not writing.failure else None

    def start_recording(self, folder: Path, name: str) -> Path:
        """Record from now on, into a new file of that folder. Raises UsageError if that cannot be done."""
        recorder = Recorder(new_paths(folder, name, ".jsonl.gz"), self.state, self._settled)
        self._recorder, self._failure_told = recorder, False
        self._recorders.append(recorder)
        return recorder.path

    def stop_recording(self) -> list[Path]:
        """Record no more of what `start_recording` began to record; returns the files, none if nothing was recorded."""
        recorder, self._recorder = self._recorder, None
        if recorder is None or recorder.failure:
            return []
        recorder.end(self._settled)
        return recorder.files

    def take_recording_failure(self) -> str:
        """Why a recording has ended by itself, once; empty if none has."""
        writing = self._recorder or self.trace
        if writing is None or not writing.failure or self._failure_told:
            return ""
        self._failure_told = True
        return writing.failure

    def close_recordings(self) -> tuple[list[Path], list[str]]:
        """Finish what `start_recording` began to record, all of it; waits for the disk. Returns files and failures."""
        self.stop_recording()
        for recorder in self._recorders:
            recorder.close()
        files = [path for one in self._recorders for path in one.files if path.is_file() and path.stat().st_size]
        failures = [one.failure for one in (*self._recorders, self.trace) if one is not None and one.failure]
        return files, failures

    def take_notable(self) -> list[Event]:
        """The notable events since the last call."""
        taken, self.notable = self.notable, []
        return taken

    @property
    def now(self) -> int:
        """The run's time in ns: goes on between events (a blocked program sends none), stands still at the end."""
        if self.transport is not None:
            return self.transport.now
        if self.state.finished or not self.state.version:
            return self.state.now
        return self.state.now + self._clock() - self._seen_at
