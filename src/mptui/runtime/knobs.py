"""The knobs of a run: what the user turns, set on the control board, where every worker reads it."""

import contextlib
import os
import time

from mptui.events import KnobValue, Unblocking
from mptui.probe.board import LOCK_OFF, PAUSED, REAPING
from mptui.runtime.control_board import ControlBoard
from mptui.runtime.record_decoder import HOWS, RecordDecoder
from mptui.runtime.roster import Roster
from mptui.session import KnobName, RunOptions

REAP_SECONDS = 10.0
"""How long a process is asked to wait for its children at its next operation."""


class Knobs:
    """The knobs of one run. May be turned in any thread."""

    def __init__(self, board: ControlBoard, records: RecordDecoder, roster: Roster) -> None:
        self._board = board
        self._records = records
        self._roster = roster
        self._reap_until = 0.0

    def set_all(self, options: RunOptions) -> None:
        """Set every knob as the options say, and the sizes of mptui's own terminal, before the program begins."""
        self._board.set_flag(LOCK_OFF, not options.lock)
        self._set_pace(options.pace)
        self._board.set_maxsize(options.maxsize or 0)
        for descriptor in (1, 2):
            with contextlib.suppress(OSError):
                self._board.set_terminal_size(descriptor, *os.get_terminal_size(descriptor))

    def turn(self, knob: KnobName, value: KnobValue, number: int | None) -> None:
        """Turn one; see Session.turn. Raises ValueError if the run has just ended."""
        if knob == "lock":
            self._board.set_flag(LOCK_OFF, not value)
        elif knob == "pause":
            self._board.set_flag(PAUSED, bool(value))
        elif knob == "pace":
            self._set_pace(float(value or 0))
        elif knob == "step":
            worker = self._roster.wire_id(value)
            if worker is not None:
                self._board.grant_step(worker)
        elif isinstance(value, int):
            self._resize(max(value, 1), number)

    def unblock(self, how: Unblocking, worker: int, number: int | None) -> None:
        """Ask a worker to help itself out; see Session.unblock. Raises ValueError if the run has just ended."""
        found = [*self._records.objects.objects(), *self._records.copies.all()]
        shared = next((one for one in found if one.number == number), None)
        who = self._roster.wire_id(worker)
        if who is not None and (shared is not None or how == "reap"):
            self._records.unblocking = shared
            self._board.ask(HOWS.index(how) + 1, shared.wire_id if shared is not None else 0, who)
            if how == "reap":
                self._board.set_flag(REAPING, True)
                self._reap_until = time.monotonic() + REAP_SECONDS

    def stop_reaping(self) -> None:
        """Ask nobody any more who has not come by in time."""
        if self._reap_until and time.monotonic() > self._reap_until:
            self._reap_until = 0.0
            self._board.set_flag(REAPING, False)

    def _set_pace(self, seconds: float) -> None:
        self._board.set_pace(int(seconds * 1e9))

    def _resize(self, maxsize: int, number: int | None) -> None:
        """Move the bound of the queue that events call `number`; None: of all, and of those yet to be made."""
        if number is None:
            self._board.set_maxsize(maxsize)
        for shared in [*self._records.objects.objects(), *self._records.copies.all()]:
            if shared.maxsize and number in (None, shared.number):
                self._board.set_target(shared.wire_id, maxsize, shared.maxsize)
