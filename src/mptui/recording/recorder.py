"""Records a run from a moment on, as a trace that begins with what is known of it by then."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mptui.errors import UsageError
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

_ADVICE = "start mptui in a folder that it may write to"
_OPERATIONS = (OpStarted, OpFinished, OpDone, LockCycles)


class Recorder:
    """Owned by whoever applies the events, and told of them afterwards. `files`: those that were written, in order."""

    def __init__(self, paths: Iterator[Path], state: RunState, now: int) -> None:
        """Raises UsageError if no file can be written.

        `paths`: where to write, the first that is free, and after a restart the next; `state`: the run as it is now, at
        `now` ns of the run.
        """
        self.files: list[Path] = []
        self._paths = paths
        self._writer = TraceWriter(self._next_path(), later=lambda _: self._next_path(), advice=_ADVICE)
        self._begin(state)
        self._writer.write(list(events_so_far(state, now)))

    def _next_path(self) -> Path:
        path = next((path for path in self._paths if not os.path.lexists(path)), None)
        if path is None:
            raise UsageError("there are too many recordings of this program here already")
        self.files.append(path)
        return path

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
