"""One run of the program: its pipes, its board, its decoder, and the events they give."""

import itertools
import os
import sys
import time
from selectors import EVENT_READ, BaseSelector

from mptui import events
from mptui.events import PROGRAM, Event
from mptui.probe import wire
from mptui.probe.board import SIZE, create_shared_file
from mptui.probe.channels import Channels
from mptui.probe.journal import JOURNAL_SIZE
from mptui.runtime.ancestry import descends
from mptui.runtime.control_board import ControlBoard
from mptui.runtime.event_queue import BURST_GAP, EventQueue
from mptui.runtime.exit_watch import ExitWatch
from mptui.runtime.journal_reader import JournalReader
from mptui.runtime.knobs import Knobs
from mptui.runtime.launching import last_stray_line, launch, opening_events
from mptui.runtime.left_behind import LeftBehind
from mptui.runtime.pipes import StrayPipe, bytes_in
from mptui.runtime.program_waits import ProgramWaits
from mptui.runtime.roster import Entry, Roster
from mptui.runtime.stacks import StackPipe
from mptui.runtime.stream_decoder import StreamDecoder
from mptui.runtime.supervisor_client import SupervisorClient
from mptui.session import RunOptions

_FOREVER = 1 << 63
_HELD_POLL, _BUSY_POLL, _IDLE_POLL = 0.0005, 0.01, 0.05
"""Seconds between two looks at the journal: while something is held back, while it is busy, while it is not."""
_STALLED_POLL = 1
"""The same while a record is unfinished, which a sound worker writes at once."""
_LOOK_OUTSIDE = 0.2
"""Seconds between two looks for what no probe tells of."""
_ENDS = (events.WorkerExited, events.WorkerReaped)
_DRAIN_TIMEOUT = 1.0
"""Seconds for which pipes that are held open by nobody of the program are read on once it is gone."""
_BUSY = 1_000_000_000
"""Nanoseconds for which a journal counts as busy after a note."""


class Run:
    """Owned by the reader thread. `over`: every process is gone and everything they wrote has been read."""

    def __init__(
        self, options: RunOptions, supervisor: SupervisorClient, selector: BaseSelector, stdin: int, burst_limit: float
    ) -> None:
        """`burst_limit`: seconds for which nothing is decoded while a burst of records lasts."""
        self.options = options
        self._burst_limit = burst_limit
        self._last_read = 0.0
        self._streaming = False
        self.origin = time.monotonic_ns()
        self.queue = EventQueue()
        self.board = ControlBoard(create_shared_file(SIZE))
        self._journal_file = create_shared_file(JOURNAL_SIZE)
        self._busy = self.origin
        self.strays = (StrayPipe(1, self.board), StrayPipe(2, self.board))
        self.roster = Roster(ExitWatch.available, lambda pid: descends(pid, supervisor.process.pid))
        self.decoder = StreamDecoder(self.origin, self.roster)
        decoder = self.decoder
        self.journal = JournalReader(
            self._journal_file, self.board, decoder.has_ended, self.origin, decoder.refuse_notes, decoder.lose_notes
        )
        self.main_code: int | None = None
        self.gone = False
        """No process of the program is left."""
        self._gone_at = 0.0
        self._queue_open = True
        self._selector = selector
        self._exits = ExitWatch(selector)
        self._left_behind = LeftBehind(supervisor.process.pid, self._exits)
        self._program_waits = ProgramWaits(self.roster)
        self._looked_outside = 0.0
        self.knobs = Knobs(self.board, self.decoder.records, self.roster)
        self.knobs.set_all(options)
        for source in (self.queue, *self.strays):
            selector.register(source, EVENT_READ, source)
        shared = [self.queue.write_end, self.board.descriptor, self._journal_file]
        os.set_blocking(self.queue.write_end, False)  # the probe waits by itself, where it can be interrupted
        self.stack_pipe = StackPipe()
        channels = Channels(
            os.getpid(), self.queue.fileno(), self.board.descriptor, self._journal_file, self.stack_pipe.read_end
        )
        launch(supervisor, options, channels, [*shared, *(stray.write_end for stray in self.strays), stdin])
        for stray in self.strays:
            os.close(stray.write_end)

    def all_gone(self) -> None:
        """No process of the program is left. So far our write end has stood for those that are yet to open one."""
        self.gone = True
        self.queue.close_write_end()
        if sys.platform == "linux":  # elsewhere what outlives its parent is not seen, and may still write
            self._gone_at = time.monotonic()

    @property
    def over(self) -> bool:
        """Nothing more can come."""
        return self.gone and not self._queue_open and not any(stray.open for stray in self.strays)

    @property
    def is_drained(self) -> bool:
        """Nothing is waiting to be read."""
        return not self._queue_open or not (bytes_in(self.queue.fileno()) or self.decoder.rest)

    def now(self) -> int:
        """Nanoseconds since the run's start."""
        return time.monotonic_ns() - self.origin

    def next_seq(self) -> int:
        """The next place among the program's own events."""
        return self.roster.program.next_seq()

    def launch_error(self, seen: list[Event]) -> str | None:
        """Why the program could not begin, from the launcher or from what the interpreter said before it ended."""
        records = self.decoder.records
        if records.launched is not None:
            return None
        return records.launch_error or f"{self.options.target}: ended before it began: {last_stray_line(seen)}"

    def opening_events(self) -> list[Event]:
        """The first events: the launcher has told the interpreter and the start method by then."""
        return opening_events(self.options, self.decoder.records.launched or {}, self.next_seq)

    def read(self, source: object) -> list[Event]:
        """Read one source that is ready."""
        if source is self.queue:
            return self._read_queue()
        if isinstance(source, StrayPipe):
            return self._read_stray(source)
        if isinstance(source, tuple) and source[0] is self._exits:
            return self._process_ended(source[1])
        return []

    def _read_queue(self) -> list[Event]:
        """Decode nothing while a burst lasts; one that lasts longer is a stream, and read as it comes."""
        now = time.monotonic()
        if now - self._last_read > BURST_GAP / 1e3:
            self._streaming = False
        if self._streaming or not self._burst_limit:
            data = self.queue.read_batch()
        else:
            keys = self._selector.get_map().values()
            others = [key.fd for key in keys if key.data is not self.queue and not isinstance(key.data, tuple)]
            data = self.queue.read_burst(others, self._burst_limit)
            self._streaming = time.monotonic() - now > self._burst_limit
        found = self.gather(data)
        self._last_read = time.monotonic()
        return found

    def gather(self, data: bytes | None = b"") -> list[Event]:
        """Events from `data` and all that was in the pipe and in the journal when this began."""
        horizon = time.monotonic_ns()
        parts, ended = [data or b""], data is None
        waiting = 0 if ended or not self._queue_open else bytes_in(self.queue.fileno())
        while waiting > 0 and not ended:
            more = self.queue.read_batch()
            ended = more is None
            parts.append(more or b"")
            waiting = waiting - len(more) if more else 0
        if ended and self._queue_open:
            self._queue_open = False
            self._selector.unregister(self.queue)
        buffer = b"".join(parts)
        if self.board.restore():
            self.decoder.refusals.note(self.roster.program, "something else wrote to mptui's control board", 0)
        self._give_up_pipes()
        self.knobs.stop_reaping()
        if not self._queue_open:
            return self._with_strays(self.decoder.feed(buffer, self.journal.take(_FOREVER, at_end=True), at_end=True))
        if not self.journal.in_use:
            found = self.decoder.feed(buffer)
        else:
            notes = self.journal.take(horizon)
            self._busy = horizon if notes else self._busy
            found = self.decoder.feed(buffer, notes, horizon)
        self._watch_new_processes()
        found = self._with_strays(found) + self._look_outside(found)
        for entry in self.roster.take_silent(self.now()) if self.roster.silent else ():
            found += self._end(entry, self.roster.ended_silently(self.now(), entry))
        return found + self.roster.look_at_zombies(self.now()) if self.roster.zombies else found

    @property
    def poll_timeout(self) -> float | None:
        """Seconds until the journal wants another look; None: only when the pipe says so."""
        if self._gone_at or self.roster.silent:
            return _BUSY_POLL
        if not self.journal.in_use:
            return _STALLED_POLL if self.decoder.rest or self.roster.zombies else None
        if self.journal.held or self.decoder.held_back:
            return _HELD_POLL
        return _BUSY_POLL if time.monotonic_ns() - self._busy < _BUSY else _IDLE_POLL

    def _look_outside(self, found: list[Event]) -> list[Event]:
        """Look for what no probe tells of: programs left in the background, and programs that wait at a pipe."""
        now = time.monotonic()
        due = now >= self._looked_outside + _LOOK_OUTSIDE
        if not due and not any(type(event) in _ENDS for event in found):
            return []
        more = self._left_behind.look(self.roster.by_pid)
        told = [self._forked(child=more < 0) for _ in range(abs(more))]
        if due:
            self._looked_outside = now
            told += self._program_waits.look(self.now())
        return told

    def _forked(self, *, child: bool) -> Event:
        return events.Forked(self.now(), PROGRAM, self.next_seq(), child)

    def _give_up_pipes(self) -> None:
        """The program is gone and all it wrote has been read, so whoever holds the pipes open is not of the program."""
        if self._gone_at and not self.over and time.monotonic() > self._gone_at + _DRAIN_TIMEOUT:
            for stray in self.strays:
                if stray.open:
                    self._close(stray)
            if self._queue_open:
                self._queue_open = False
                self._selector.unregister(self.queue)

    def _watch_new_processes(self) -> None:
        if self.roster.newly_started and ExitWatch.available:
            for pid in self.roster.newly_started:
                self._exits.watch(pid)
            self.roster.newly_started.clear()

    def _fill(self, stray: StrayPipe) -> None:
        if stray.open and not stray.fill():
            self._close(stray)

    def _close(self, stray: StrayPipe) -> None:
        stray.open = False
        self._selector.unregister(stray)

    def _read_stray(self, stray: StrayPipe) -> list[Event]:
        """Read stray output, then what was recorded before it was read, and put the two in order."""
        self._fill(stray)
        return self.gather() + self._stray_output(stray, stray.take_all())

    def catch_up(self) -> list[Event]:
        """Read all that is in the pipes now: what a process wrote before it ended comes before its end."""
        for stray in self.strays:
            self._fill(stray)
        found = self.gather()
        for stray in self.strays:
            found += self._stray_output(stray, stray.take_all())
        return found

    def _stray_output(self, stray: StrayPipe, data: bytes) -> list[Event]:
        if not data:
            return []
        return [events.Output(self.now(), PROGRAM, self.next_seq(), "stray", data, stray.descriptor)]

    def _with_strays(self, found: list[Event]) -> list[Event]:
        """Put stray output before the first output of the same stream that was written after it."""
        waiting = self.decoder.records.strays_before
        if not waiting:
            return found
        ordered: list[Event] = []
        for event in itertools.chain.from_iterable(map(events.singles, found)):
            while waiting and waiting[0][0] <= event.t:
                _, descriptor, written, entry = waiting.popleft()
                stray = self.strays[descriptor - 1]
                if stray.there_is(written):
                    ordered += self._stray_output(stray, stray.take_up_to(written))
                else:
                    self.decoder.refusals.note(entry, "more stray output than there is")
            ordered.append(event)
        return ordered

    def _process_ended(self, pid: int) -> list[Event]:
        found = self.catch_up()
        self._exits.forget(pid)
        if pid in self._left_behind:
            self._left_behind.ended(pid)
            return [*found, self._forked(child=True)]
        entry = self.roster.by_pid.get(pid)
        if entry is not None and entry.flavor != "main":
            ended = self._end(entry, self.roster.process_ended(self.now(), pid))
            found += [*ended, *self._look_outside(ended)]
        return found

    def _end(self, entry: Entry, ended: list[Event]) -> list[Event]:
        return [*self.decoder.close_writers_of(entry, self.now()), *ended]

    def main_exited(self, code: int) -> list[Event]:
        """The supervisor has waited for the main process."""
        found = self.catch_up()
        self.main_code = code
        main = self.roster.entry(wire.MAIN_WORKER)
        return found + self._end(main, self.roster.reaped(self.now(), wire.MAIN_WORKER, code))

    def orphan_reaped(self, pid: int, code: int) -> list[Event]:
        """The supervisor has waited for a process whose parent was gone."""
        found = self.catch_up()
        return found + self.roster.child_reaped(self.now(), pid, code)

    def left_running(self, processes: list[tuple[int, str]]) -> list[Event]:
        """The main process has ended, these have not."""
        named = tuple((pid, name) for pid, name in processes)
        return [*self.catch_up(), events.LeftRunning(self.now(), PROGRAM, self.next_seq(), named)]

    def finish(self) -> list[Event]:
        """The last events of the run."""
        code = self.main_code if self.main_code is not None else -9
        ended = [*self.decoder.refusals.take_events(self.now()), *self.roster.end_all(self.now())]
        return [*ended, events.RunFinished(self.now(), PROGRAM, self.next_seq(), code)]

    def pids(self) -> list[int]:
        """The processes of the program that have been heard of and are not known to have ended."""
        known = [pid for pid, entry in list(self.roster.by_pid.items()) if not entry.exited]
        return [pid for pid in known if self._exits.watches(pid)] if ExitWatch.available else known

    def supervisor_lost(self) -> list[Event]:
        """The supervisor has died, and the program has been ended with it."""
        self.all_gone()
        text = "mptui's supervisor process was ended from outside, and the program with it"
        main = self.roster.entry(wire.MAIN_WORKER)
        return [*self.catch_up(), events.ProbeFailed(self.now(), main.id, main.next_seq(), text)]

    def close(self) -> None:
        """Give back pipes, board and watches."""
        self._exits.close()
        if self._queue_open:
            self._selector.unregister(self.queue)
        for stray in self.strays:
            if stray.open:
                self._selector.unregister(stray)
            os.close(stray.read_end)
        self.queue.close()
        self.journal.close()
        os.close(self._journal_file)
        self.stack_pipe.close()
        self.board.close()
