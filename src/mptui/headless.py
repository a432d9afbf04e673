"""No screen: the program's output goes through, byte for byte, in arrival order."""

import math
import os
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from types import FrameType

from mptui.errors import EXIT_FINDING, EXIT_SIGNAL_BASE, EXIT_TIMEOUT, OutputError, exit_status
from mptui.events import DESCRIPTORS, Event, LeftRunning, Output, OutputRun, Reason, RunEnded
from mptui.findings.diagnosis import LATENCY_NS, Diagnosis
from mptui.model.run_model import RunModel
from mptui.model.state import RunState
from mptui.projections.finding_text import failing, finding_lines
from mptui.projections.standing_text import standing_lines
from mptui.projections.status import duration, exit_text
from mptui.session import Session

TOGETHER = 0.2
"""Seconds within which signals count as one: `timeout` sends its own to a process and then to its group."""
MOST_NAMED = 8
"""Processes that a line names."""
_EXPLAINED = ("timeout", "signal", "finding")
"""Reasons to end a program at which it is said what is wrong with it."""
_LOOK = 0.1
_MOST_LINES = 9
"""Lines on stderr on what is wrong and how it stood, but for one that leads in."""


class Headless:
    """Runs a session from its start to its end."""

    def __init__(
        self,
        session: Session,
        timeout: float | None,
        grace: float,
        say: Callable[[str], None],
        retain: int,
        fail_on: frozenset[str] = frozenset(),
    ) -> None:
        """`timeout`, `grace`: seconds until the program is ended, and after a signal that asks it to end itself.

        `say` writes a line of mptui's own to stderr; `retain`: see RunModel; `fail_on`: kinds and grades of findings
        that make the exit status 3, and end the program at once if they are proven.
        """
        self.diagnosis = Diagnosis()
        self.model = RunModel(watcher=self.diagnosis, retain=retain)
        self._fail_on = fail_on
        self._seen_at = time.monotonic_ns()
        self._session = session
        self._timeout, self._grace, self._say = timeout, grace, say
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._forced: int | None = None
        self._passed: signal.Signals | None = None
        self._passed_at = self._last_interrupt = -math.inf
        self._begun = False
        self._interrupts = 0
        self._output_gone = False
        self._failure: OutputError | None = None

    @property
    def state(self) -> RunState:
        """The run as it is known now."""
        return self.model.state

    def run(self) -> int:
        """Returns the exit status: the program's own, 124 after a timeout, 128 + n if signal n ended mptui.

        Raises OutputError, once the program has been ended, if its output could not be passed on.
        """
        self._catch_signals()
        self._session.start()
        self._begun = True
        if self._passed is not None:
            self._session.pass_on(self._passed)
        while not self._session.finished:
            self._take(self._session.wait(_LOOK))
            self._check_time()
            self._check_findings()
        if self._failure is not None:
            raise self._failure
        if failed := failing(self.diagnosis.all_findings, self._fail_on):
            for line in finding_lines(failed) if self.state.ending not in _EXPLAINED else ():
                self._say(line)
            return EXIT_FINDING
        if self._forced is not None:
            return self._forced
        return exit_status(self.state.exit_code if self.state.exit_code is not None else 1)

    def _take(self, batch: list[Event]) -> None:
        """Apply a batch, and pass its output on: what goes to the same descriptor in a row, in one write."""
        descriptor, row = 1, list[bytes]()
        if batch:
            self._seen_at = time.monotonic_ns()
        for event in batch:
            self.model.apply(event)
            self._comment(event)
            for fd, data in _written(event):
                if fd != descriptor:
                    self._pass_on(descriptor, row)
                    descriptor, row = fd, []
                row.append(data)
        self._pass_on(descriptor, row)

    def _comment(self, event: Event) -> None:
        """Say on stderr what mptui itself does."""
        if isinstance(event, LeftRunning):
            main, waits = self.state.main, self._session.options.orphans == "wait"
            how = f" ({exit_text(main.exit_code, self.state.platform)})" if main is not None else ""
            does = "waiting for" if waits else "ending"
            self._say(f"the main process has ended{how}; {does} what it left running: {self._named(event.processes)}")
        elif isinstance(event, RunEnded) and event.reason in _EXPLAINED:
            self._explain(event.reason)

    def _explain(self, reason: Reason) -> None:
        """Say what is known to be wrong; where nothing is, how the workers stand to each other."""
        found = finding_lines(self.diagnosis.current)
        for line in found:
            self._say(line)
        standing = [] if reason == "finding" else standing_lines(self.state)[: max(_MOST_LINES - len(found), 2)]
        if standing:
            self._say(f"ended after {duration(self.state.now)}; so it stood then:")
        for line in standing:
            self._say(f"  {line}")

    def _check_findings(self) -> None:
        """Look whether the program is stuck, also while nothing happens; the latest events may not be there yet."""
        if self._session.finished or self._forced is not None:
            return
        now = self.state.now + time.monotonic_ns() - self._seen_at
        self.diagnosis.look(self.state, now - LATENCY_NS)
        if any(finding.grade == "proven" for finding in failing(self.diagnosis.current, self._fail_on)):
            self._end(EXIT_FINDING, "finding")

    def _named(self, processes: Sequence[tuple[int, str]]) -> str:
        """`web-0 (pid 12), python (pid 13) and 2 more`: workers by their names, others by their programs'."""
        known = {worker.pid: worker.name for worker in self.state.workers.values() if worker.flavor != "thread"}
        named = [f"{known.get(pid, name)} (pid {pid})" for pid, name in processes[:MOST_NAMED]]
        more = f" and {len(processes) - MOST_NAMED} more" if len(processes) > MOST_NAMED else ""
        return ", ".join(named) + more

    def _pass_on(self, descriptor: int, row: list[bytes]) -> None:
        if self._output_gone:
            return
        data = memoryview(b"".join(row))
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        except BrokenPipeError:
            self._output_gone = True
            self._end(EXIT_SIGNAL_BASE + signal.SIGPIPE, "output")
        except OSError as error:
            self._output_gone = True
            text = f"cannot pass on the program's output: {error.strerror}; the program has been ended"
            self._failure = OutputError(text)
            self._end(self._failure.exit_code, "output")

    def _check_time(self) -> None:
        now = time.monotonic()
        if self._deadline is not None and now > self._deadline:
            self._deadline = None
            self._say(f"the timeout of {self._timeout:g} s is over: ending the program")
            self._end(EXIT_TIMEOUT, "timeout")
        if self._passed is None or self._session.finished:
            return
        if now > self._passed_at + self._grace:
            self._passed_at = math.inf
            self._say(f"not all has ended within {self._grace:g} s after {self._passed.name}: ending the rest")
            main = self.state.main
            if main is None or not main.state.ended:
                self._forced = EXIT_SIGNAL_BASE + self._passed
            self._session.end_program("signal")

    def _end(self, status: int, reason: Reason) -> None:
        if not self._begun:
            raise SystemExit(status)
        self._forced = status
        waiting = [worker.id for worker in self.state.workers.values() if worker.wait is not None]
        self._session.end_program(reason, waiting)

    def _catch_signals(self) -> None:
        """What mptui itself has inherited as ignored stays so, and the program inherits it."""

        def on(signum: signal.Signals, handler: Callable[[int, FrameType | None], None]) -> None:
            if signal.getsignal(signum) is not signal.SIG_IGN:
                signal.signal(signum, handler)

        for signum in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            on(signum, lambda number, _frame: self._ask_to_end(signal.Signals(number)))
        on(signal.SIGINT, lambda _number, _frame: self._interrupt())

    def _ask_to_end(self, number: signal.Signals) -> None:
        """The program gets the signal, and has the grace to end by itself; the second signal ends it at once."""
        now = time.monotonic()
        if self._passed is None:
            self._passed, self._passed_at = number, now
            if self._begun:
                self._session.pass_on(number)
        elif now > self._passed_at + TOGETHER:
            self._say(f"{number.name} again: ending the program at once")
            self._end(EXIT_SIGNAL_BASE + number, "signal")

    def _interrupt(self) -> None:
        """Ctrl+C: a terminal sends it to every process of the program, so it is passed on; the second one ends all."""
        now = time.monotonic()
        again, self._last_interrupt = now > self._last_interrupt + TOGETHER, now
        if not self._begun:
            raise KeyboardInterrupt
        if not again:
            return
        self._interrupts += 1
        if self._interrupts > 1 or self._passed is not None:
            self._end(EXIT_SIGNAL_BASE + signal.SIGINT, "signal")
        else:
            self._session.pass_on(signal.SIGINT)


def _written(event: Event) -> Iterable[tuple[int, bytes]]:
    """Descriptor and data of each fragment that the event tells of."""
    if isinstance(event, Output):
        return ((event.fd, event.data),)
    if isinstance(event, OutputRun):
        return [(DESCRIPTORS[stream], data) for _, _, _, stream, data in event.fragments]
    return ()
