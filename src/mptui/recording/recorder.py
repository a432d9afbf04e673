"""Records a run from a moment on, as a trace that begins with what is known of it by then."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mptui.events import (
    PROGRAM,
    Event,
    LockCycles,
    OpDone,
    OpFinished,
    OpStarted,
    RecordingEnded,
    RunStarted,
    WorkerReaped,
)
from mptui.model.so_far import as_made, events_so_far, object_found
from mptui.model.state import RunState
from mptui.recording.writer import TraceWriter

_OPERATIONS = (OpStarted, OpFinished, OpDone, LockCycles)


class Recorder:
    """Owned by whoever applies the events, and told of them afterwards. `state`: the run as it is now."""

    def __init__(self, path: Path, state: RunState, now: int) -> None:
        """Raises UsageError if the file cannot be written, or exists. `now`: the run's time, in ns."""
        self._writer = TraceWriter(path)
        self._begin(state)
        self._writer.write(list(events_so_far(state, now)))

    def _begin(self, state: RunState) -> None:
        self._workers, self._objects = set(state.workers), set(state.objects)
        self._last_worker, self._last_object = max(self._workers, default=0), max(self._objects, default=0)

    @property
    def path(self) -> Path:
        """The file that is written now; a restart begins another."""
        return self._writer.path

    @property
    def failure(self) -> str:
        """Why the recording has ended; empty while all is well."""
        return self._writer.failure

    def follow(self, events: Sequence[Event], state: RunState) -> None:
        """These events have been applied to `state`."""
        self._writer.write(list(self._told(events, state)))

    def _told(self, events: Sequence[Event], state: RunState) -> Iterator[Event]:
        """The events, and before those on what was folded away when the trace began, that it is there."""
        for event in events:
            if isinstance(event, RunStarted):
                self._begin(RunState())
            elif isinstance(event, _OPERATIONS):
                yield from self._found(event, state)
            elif isinstance(event, WorkerReaped) and self._is_unknown(event.worker):
                continue
            yield event

    def _found(self, event: OpStarted | OpFinished | OpDone | LockCycles, state: RunState) -> Iterator[Event]:
        number = event.object
        if number is None or number > self._last_object or number in self._objects or number not in state.objects:
            return
        self._objects.add(number)
        yield object_found(event.t, as_made(state.objects[number]))

    def _is_unknown(self, worker: int) -> bool:
        return worker <= self._last_worker and worker not in self._workers

    def end(self, now: int) -> None:
        """Record no more, at `now` ns of the run; does not wait for the disk."""
        self._writer.write([RecordingEnded(now, PROGRAM, 0)])
        self._writer.end()

    def close(self) -> None:
        """Finish the file; waits for the disk."""
        self._writer.close()
