"""No screen: the program's output goes through, byte for byte, in arrival order."""

import os
import signal
import time
from collections.abc import Callable, Iterable
from types import FrameType

from mptui.errors import EXIT_SIGNAL_BASE, EXIT_TIMEOUT, OutputError, exit_status
from mptui.events import DESCRIPTORS, Event, Output, OutputRun
from mptui.model.apply import apply
from mptui.model.state import RunState
from mptui.session import Session

ORPHAN_GRACE = 1.0
"""Seconds that workers which outlive the main process are given to end by themselves."""
_LOOK = 0.1


class Headless:
    """Runs a started session to its end."""

    def __init__(self, session: Session, timeout: float | None) -> None:
        self.state = RunState()
        self._session = session
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._main_ended: float | None = None
        self._forced: int | None = None
        self._interrupts = 0
        self._output_gone = False
        self._failure: OutputError | None = None

    def run(self) -> int:
        """Returns the exit status: the program's own, 124 after a timeout, 128 + n if signal n ended mptui.

        Raises OutputError, once the program has been ended, if its output could not be passed on.
        """
        self._catch_signals()
        while not self._session.finished:
            self._take(self._session.wait(_LOOK))
            self._check_time()
        if self._failure is not None:
            raise self._failure
        if self._forced is not None:
            return self._forced
        return exit_status(self.state.exit_code if self.state.exit_code is not None else 1)

    def _take(self, batch: list[Event]) -> None:
        """Apply a batch, and pass its output on: what goes to the same descriptor in a row, in one write."""
        descriptor, row = 1, list[bytes]()
        for event in batch:
            apply(self.state, event)
            for fd, data in _written(event):
                if fd != descriptor:
                    self._pass_on(descriptor, row)
                    descriptor, row = fd, []
                row.append(data)
        self._pass_on(descriptor, row)

    def _pass_on(self, descriptor: int, row: list[bytes]) -> None:
        if self._output_gone:
            return
        data = memoryview(b"".join(row))
        try:
            while data:
                data = data[os.write(descriptor, data) :]
        except BrokenPipeError:
            self._output_gone = True
            self._end(EXIT_SIGNAL_BASE + signal.SIGPIPE)
        except OSError as error:
            self._output_gone = True
            text = f"cannot pass on the program's output: {error.strerror}; the program has been ended"
            self._failure = OutputError(text)
            self._end(self._failure.exit_code)

    def _check_time(self) -> None:
        now = time.monotonic()
        if self._deadline is not None and now > self._deadline:
            self._deadline = None
            self._end(EXIT_TIMEOUT)
        main = self.state.main
        if main is None or not main.state.ended or self._session.finished:
            return
        if self._main_ended is None:
            self._main_ended = now
        elif now > self._main_ended + ORPHAN_GRACE:
            self._main_ended = now
            self._session.end_program()

    def _end(self, status: int) -> None:
        self._forced = status
        self._session.end_program()

    def _catch_signals(self) -> None:
        def on(signum: signal.Signals, handler: Callable[[int, FrameType | None], None]) -> None:
            if signal.getsignal(signum) is not signal.SIG_IGN:
                signal.signal(signum, handler)

        for signum in (signal.SIGTERM, signal.SIGHUP):
            on(signum, lambda number, _frame: self._end(EXIT_SIGNAL_BASE + number))
        on(signal.SIGINT, lambda _number, _frame: self._interrupt())

    def _interrupt(self) -> None:
        """Ctrl+C: a terminal sends it to every process of the program, so it is passed on; the second one ends all."""
        self._interrupts += 1
        if self._interrupts > 1:
            self._end(EXIT_SIGNAL_BASE + signal.SIGINT)
            return
        self._session.interrupt()


def _written(event: Event) -> Iterable[tuple[int, bytes]]:
    """Descriptor and data of each fragment that the event tells of."""
    if isinstance(event, Output):
        return ((event.fd, event.data),)
    if isinstance(event, OutputRun):
        return [(DESCRIPTORS[stream], data) for _, _, _, stream, data in event.fragments]
    return ()
