"""The one reader thread: all that a program writes and that the supervisor tells passes through here, in order."""

import os
import queue
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from selectors import EVENT_READ, DefaultSelector, SelectorKey
from typing import Any, TypeAlias

from mptui.events import PROGRAM, Event, ProbeFailed, Reason, RunEnded, latest, parted
from mptui.runtime.event_queue import EventQueue
from mptui.runtime.pipes import StrayPipe
from mptui.runtime.run import Run
from mptui.runtime.supervisor_client import SupervisorClient
from mptui.session import RunOptions

BATCHES = 8
BATCH_EVENTS = 4096
"""Batches that may wait for the front end, and events in each; then the pipe fills and the workers wait. A longer queue
would show everything, the answer to a turned knob too, seconds after it happened."""

_WAKE = "wake"
_MOST_WAITING = 300_000_000
"""Nanoseconds for which what mptui did waits to be told after all that happened before."""
Sink = Callable[[list[Event]], None]
Own: TypeAlias = deque[tuple[Run, int, Callable[[], Event]]]
"""What mptui did itself: of which run, when in its ns, and what makes the event of it."""


def _turn_of(ready: tuple[SelectorKey, int]) -> int:
    """In which order to look at what is ready.

    Stray output finds its place among the events of the moment it was seen, so it comes first. What was recorded comes
    before commands, which are younger; and these before ends of processes, which a command may be the reason of.
    """
    data = ready[0].data
    return 0 if isinstance(data, StrayPipe) else 1 if isinstance(data, EventQueue) else 2 if data == _WAKE else 3


def with_own(found: list[Event], own: Own, run: Run) -> list[Event]:
    """The events with those of mptui's own doing among them that come before the last of them; these are taken out."""
    ordered = list[Event]()
    while own and found:
        of, at, make = own[0]
        if of is run:
            place = next((place for place, event in enumerate(found) if latest(event) > at), None)
            if place is None:
                break
            before, after = parted(found[place], at)
            ordered += [*found[:place], *before, make()]
            found = [*after, *found[place + 1 :]]
        own.popleft()
    return ordered + found


class Reader(threading.Thread):
    """Reads, decodes and hands on batches. Commands from the front end are carried out between two reads."""

    def __init__(self, supervisor: SupervisorClient, stdin: int, sinks: tuple[Sink, ...], burst_limit: float) -> None:
        super().__init__(name="mptui-reader", daemon=True)
        self.batches: queue.Queue[list[Event]] = queue.Queue(BATCHES)
        self.run_now: Run | None = None
        self.launched = threading.Event()
        self.launch_error: str | None = None
        self.finished = False
        self.begun = 0
        self.supervisor_lost = False
        self.failure: Exception | None = None
        self._supervisor = supervisor
        self._stdin = stdin
        self._sinks = sinks
        self._burst_limit = burst_limit
        self._selector = DefaultSelector()
        self._commands: deque[Callable[[], None]] = deque()
        self._wake_in, self._wake_out = os.pipe()
        os.set_blocking(self._wake_in, False)
        self._next: RunOptions | None = None
        self._announced = False
        self._held_back: list[Event] = []
        self._own: Own = deque()
        self._closing = self._ending = False

    def post(self, command: Callable[[], None]) -> None:
        """Have `command` run in the reader thread, soon."""
        self._commands.append(command)
        with suppress(OSError):
            os.write(self._wake_out, b"!")

    def begin(self, options: RunOptions, at: int | None = None) -> None:
        """Start a program, after ending the one that runs, as of `at` ns. In the reader thread."""
        self.begun += 1
        if self._ending:
            return
        self._next = options
        self.finished = False
        if self.run_now is not None and not self.run_now.gone and not self.supervisor_lost:
            self.end_program("key", at)
        elif self.run_now is None:
            self._start_next()

    def end_program(self, reason: Reason = "key", at: int | None = None) -> None:
        """Kill the program, if that was not done at `at` ns of its run, and tell of it. In the reader thread."""
        run = self.run_now
        if run is not None and not run.gone:
            self._end(run, reason, run.now() if at is None else at)
        self._supervisor.end_program()

    def _end(self, run: Run, reason: Reason, at: int) -> None:
        """All that runs is killed, and what happens from `at` on is mptui's doing."""
        self._deliver(run.catch_up())
        if not run.roster.killed:
            run.roster.killed = True
            self.tell(run, at, lambda: RunEnded(at, PROGRAM, run.next_seq(), reason))

    def end_for_good(self, at: int | None) -> None:
        """Kill the program, as end_program does, and begin no other. In the reader thread."""
        self._ending, self._next = True, None
        self.end_program("key", at)

    def tell(self, run: Run, at: int, make: Callable[[], Event]) -> None:
        """Tell of what mptui did at `at` ns of a run, in its place among what is not told yet. In any thread."""
        self._own.append((run, at, make))
        self.post(lambda: None)

    def stop(self) -> None:
        """Let the thread end; nobody takes batches any more."""
        self._closing = True
        self.post(lambda: None)

    def run(self) -> None:
        """Read until stopped; a failure is kept for the session to raise."""
        try:
            self._read_until_stopped()
        except Exception as error:
            self.failure = error
            self.launched.set()
        finally:
            self._dispose()

    def _read_until_stopped(self) -> None:
        self._selector.register(self._wake_in, EVENT_READ, _WAKE)
        self._selector.register(self._supervisor, EVENT_READ, self._supervisor)
        while not self._closing:
            run = self.run_now
            for key, _ in sorted(self._selector.select(None if run is None else run.poll_timeout), key=_turn_of):
                if key.data == _WAKE:
                    self._take_commands()
                elif key.data is self._supervisor:
                    self._deliver(self._read_supervisor())
                elif self.run_now is not None:
                    self._deliver(self.run_now.read(key.data))
            if self.run_now is not None and self.run_now.poll_timeout is not None:
                self._deliver(self.run_now.gather())
            self._tell_rest()
            self._finish_if_over()

    def _take_commands(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._wake_in, 4096)
        while self._commands:
            self._commands.popleft()()

    def _start_next(self) -> None:
        options, self._next = self._next, None
        if options is None:
            return
        self._announced = False
        self._held_back = []
        self.launch_error = None
        self.run_now = Run(options, self._supervisor, self._selector, self._stdin, self._burst_limit)

    def _read_supervisor(self) -> list[Event]:
        found: list[Event] = []
        for message in self._supervisor.receive():
            found += self._handle(message)
        if self._supervisor.lost and not self.supervisor_lost:
            found += self._sweep_after_supervisor()
        return found

    def _handle(self, message: dict[str, Any]) -> list[Event]:
        run = self.run_now
        if run is None:
            return []
        if message["did"] == "exit":
            return run.main_exited(message["code"])
        if message["did"] == "reap":
            return run.orphan_reaped(message["pid"], message["code"])
        if message["did"] == "left":
            return self._see_left(run, message["processes"])
        if message["did"] == "fail":
            self.launch_error = f"cannot start {run.options.python or 'python'}: {message['text']}"
            run.all_gone()
        elif message["did"] == "gone":
            run.all_gone()
        return []

    def _see_left(self, run: Run, processes: list[tuple[int, str]]) -> list[Event]:
        """The main process has ended and left others running: they run on, or are ended, as the user chose."""
        found = run.left_running(processes)
        if run.options.orphans == "wait":
            return found
        self._deliver(found)
        self._end(run, "orphans", run.now())
        self._supervisor.end_program()
        return []

    def _sweep_after_supervisor(self) -> list[Event]:
        """The supervisor died: end what it left."""
        self.supervisor_lost = True
        self._selector.unregister(self._supervisor)
        if self.run_now is None:
            return []
        self._supervisor.sweep(self.run_now.pids())
        return self.run_now.supervisor_lost()

    def _deliver(self, found: list[Event]) -> None:
        """Hand events on, RunStarted first; before the launch is known to have worked, keep them back."""
        run = self.run_now
        if run is None:
            return
        if not self._announced:
            self._held_back += found
            if run.decoder.records.launched is None and not run.gone:
                return
            self.launch_error = self.launch_error or run.launch_error(self._held_back)
            found, self._held_back = [*run.opening_events(), *self._held_back], []
            self._announced = True
            self.launched.set()
        if self.supervisor_lost and found:
            self._supervisor.sweep(run.pids())
        self.emit(with_own(found, self._own, run))

    def _tell_rest(self) -> None:
        """Tell of what mptui did, once there is nothing more that could have happened before it."""
        run = self.run_now
        if run is None or not self._announced:
            return
        while self._own:
            of, at, make = self._own[0]
            if of is run and not run.is_drained and run.now() < at + _MOST_WAITING:
                return
            self._own.popleft()
            if of is run:
                self.emit([make()])

    def emit(self, found: list[Event]) -> None:
        """Give events to the sinks and the front end, waiting for room. In the reader thread."""
        if not found:
            return
        for sink in self._sinks:
            sink(found)
        for start in range(0, len(found), BATCH_EVENTS):
            self._hand_over(found[start : start + BATCH_EVENTS])

    def _hand_over(self, batch: list[Event]) -> None:
        while not self._closing:
            try:
                self.batches.put(batch, timeout=0.1)
            except queue.Full:
                continue
            return

    def _finish_if_over(self) -> None:
        run = self.run_now
        if run is None or not run.over:
            return
        self._deliver([])
        self._tell_rest()
        if self.launch_error is not None:
            text = f"the program could not be started: {self.launch_error}"
            self.emit([ProbeFailed(run.now(), PROGRAM, run.next_seq(), text)])
        self.emit(run.finish())
        run.close()
        self.run_now = None
        self.finished = self._next is None
        self._start_next()

    def _dispose(self) -> None:
        if self.run_now is not None:
            self.run_now.close()
        self._selector.close()
        os.close(self._wake_in)
        os.close(self._wake_out)
