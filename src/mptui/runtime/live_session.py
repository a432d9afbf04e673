"""LiveSession: a real program behind the face that front ends see."""

import os
import queue
import time
from collections.abc import Callable, Collection
from contextlib import suppress

from mptui.errors import EngineError, LaunchError, SupervisorLostError
from mptui.events import PROGRAM, Event, KnobChanged, KnobValue, Reason, Unblocked, Unblocking
from mptui.runtime.discard import discard
from mptui.runtime.reader import Reader, Sink
from mptui.runtime.run import Run
from mptui.runtime.stack_taker import take_stacks
from mptui.runtime.supervisor_client import SupervisorClient
from mptui.session import Capabilities, KnobName, RunOptions

BURST_ON_SCREEN, BURST_HEADLESS, BURST_RECORDED = 0.025, 1.0, 0.2
"""The burst limit where somebody looks at the screen, where nobody does, and where nobody does and the run is recorded:
what has not been decoded is lost if mptui is killed. In seconds."""
_END_TIMEOUT = 5
"""Seconds that the last events of an ended program may take; the supervisor ends the processes in any case."""
_EXPLAINED: tuple[Reason, ...] = ("timeout", "finding")
"""Why a program is ended that seems to hang."""
_LAUNCH_TIMEOUT = 60
"""Seconds that the interpreter may take until the program's first line; only a machine in trouble needs more."""


class LiveSession:
    """Runs a program and lets its knobs be turned. See `Session` for the contract."""

    def __init__(
        self,
        options: RunOptions,
        *,
        stdin: int | None = None,
        sinks: tuple[Sink, ...] = (),
        burst_limit: float = BURST_ON_SCREEN,
    ) -> None:
        """Prepare a run.

        `stdin`: the descriptor that the program reads (None: end of file). `sinks` are called with every batch,
        in the reader thread, before the front end gets it. `burst_limit`: seconds for which a burst of records is only
        taken in and not looked into, see EventQueue.read_burst; events are that late at most.
        """
        self._options = options
        self._null = os.open(os.devnull, os.O_RDONLY)
        self._supervisor = SupervisorClient()
        self._reader = Reader(self._supervisor, self._null if stdin is None else stdin, sinks, burst_limit)
        self._closed = False
        self._begins = 1

    @property
    def options(self) -> RunOptions:
        """The options of the current run, with the knobs as they stand."""
        return self._options

    @property
    def capabilities(self) -> Capabilities:
        """Everything, as long as the supervisor lives."""
        able = not self._reader.supervisor_lost
        return Capabilities(
            frozenset({"lock", "maxsize", "pace", "pause", "step"}),
            restart=able,
            signals=able,
            unblock=able,
            stacks=able,
        )

    @property
    def supervisor_lost(self) -> bool:
        """The supervisor process was ended from outside."""
        return self._reader.supervisor_lost

    @property
    def finished(self) -> bool:
        """The program is gone and every event has been taken."""
        reader = self._reader
        return reader.begun == self._begins and reader.finished and reader.batches.empty()

    def start(self) -> None:
        """Start the program. Raises LaunchError if it cannot be started, SupervisorLostError if the supervisor died."""
        self._reader.post(lambda: self._reader.begin(self._options))
        self._reader.start()
        if not self._reader.launched.wait(_LAUNCH_TIMEOUT):
            raise LaunchError(f"{self._options.target}: not started after {_LAUNCH_TIMEOUT} s")
        self._raise_failure()
        if self._reader.launch_error is not None:
            raise LaunchError(self._reader.launch_error)
        if self._reader.supervisor_lost:
            raise SupervisorLostError("the supervisor process ended before the program began")

    def drain_nowait(self) -> list[Event]:
        """One batch, or nothing."""
        with suppress(queue.Empty):
            return self._reader.batches.get_nowait()
        self._raise_failure()
        return []

    def wait(self, timeout: float) -> list[Event]:
        """One batch; waits for it up to `timeout` seconds."""
        with suppress(queue.Empty):
            return self._reader.batches.get(timeout=timeout)
        self._raise_failure()
        return []

    def _raise_failure(self) -> None:
        if self._reader.failure is not None:
            raise EngineError(f"the reader failed: {self._reader.failure!r}") from self._reader.failure

    def turn(self, knob: KnobName, value: KnobValue, object: int | None = None) -> None:  # noqa: A002
        """Turn a knob; the board takes it at once, the event follows in order."""
        run = self._reader.run_now
        if knob == "lock":
            self._options = self._options.changed(lock=bool(value))
        elif knob == "pace":
            self._options = self._options.changed(pace=float(value or 0))
        elif knob == "maxsize" and object is None:
            self._options = self._options.changed(maxsize=value)
        if run is None:
            return
        with suppress(ValueError):  # the run has ended just now, and its board with it
            run.knobs.turn(knob, value, object)
        at = run.now()
        self._reader.post(
            lambda: self._reader.tell(run, at, lambda: KnobChanged(at, PROGRAM, run.next_seq(), knob, value, object))
        )

    def unblock(self, how: Unblocking, worker: int, object: int | None) -> None:  # noqa: A002
        """Ask the worker; or read what is in its way."""
        run = self._reader.run_now
        if run is None:
            return
        if how == "discard":
            self._reader.post(lambda: self._discard(run, worker, object))
            return
        with suppress(ValueError):  # the run has ended just now, and its board with it
            run.knobs.unblock(how, worker, object)

    def _discard(self, run: Run, worker: int, number: int | None) -> None:
        entry, pipe = run.roster.find(worker), run.decoder.records.notes.pipes.get((worker, number))
        if entry is not None and entry.pid and pipe and discard(entry.pid, pipe):
            at = run.now()
            self._reader.tell(run, at, lambda: Unblocked(at, worker, entry.next_seq(), "discard", number))

    def take_stacks(self, workers: Collection[int]) -> None:
        """Ask them, and whoever shares their processes."""
        self._reader.post(lambda: take_stacks(self._reader, workers, None, lambda: None))

    def restart(self, options: RunOptions) -> None:
        """End the run and start anew with `options`."""
        self._options = options
        self._begins += 1
        self._end_at_once(lambda at: self._reader.begin(options, at))

    def _end_at_once(self, then: Callable[[int | None], None]) -> None:
        """Kill the program now, for the reader may take seconds to come to a command: to `then`, with that time."""
        run, number = self._reader.run_now, self._supervisor.runs
        at = run.now() if run is not None else None
        self._reader.post(lambda: then(at if run is self._reader.run_now else None))
        self._supervisor.end_program(number)

    def signal(self, worker: int, signum: int) -> None:
        """Signal the process of a worker that is alive and no thread."""
        run = self._reader.run_now
        entry = run.roster.find(worker) if run is not None else None
        if entry is not None and entry.pid and not entry.exited and entry.flavor != "thread":
            pid = entry.pid
            self._reader.post(lambda: self._supervisor.signal(pid, signum))

    def pass_on(self, signum: int) -> None:
        """A signal for the program. Not by way of the reader, which may wait for a front end that is stuck."""
        self._supervisor.pass_on(signum)

    def end_program(self, reason: Reason = "key", waiting: Collection[int] = ()) -> None:
        """Kill the program; if that is to be explained, after taking the stacks of all its workers."""

        def end() -> None:
            self._reader.end_program(reason)

        explained = reason in _EXPLAINED
        self._reader.post((lambda: take_stacks(self._reader, None, waiting, end)) if explained else end)

    def _end_and_record(self, take: Callable[[list[Event]], None]) -> None:
        """End the program and let the sinks and `take` have its last events."""
        self._end_at_once(self._reader.end_for_good)
        deadline = time.monotonic() + _END_TIMEOUT
        reader = self._reader
        while not (reader.finished or reader.failure or reader.supervisor_lost) and time.monotonic() < deadline:
            with suppress(queue.Empty):
                take(reader.batches.get(timeout=0.05))
        with suppress(queue.Empty):  # bounded: a program that could not be ended may go on to write
            while time.monotonic() < deadline + _END_TIMEOUT:
                take(reader.batches.get_nowait())

    def close(self, take: Callable[[list[Event]], None] = lambda _: None) -> None:
        """End everything; no process is left. `take` is given every batch that nobody has taken."""
        if self._closed:
            return
        self._closed = True
        if self._reader.is_alive():
            self._end_and_record(take)
        self._reader.stop()
        if self._reader.is_alive():
            self._reader.join(5)
        self._supervisor.close()
        os.close(self._null)
