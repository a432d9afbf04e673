"""mptui's own view of the control board, which remembers how the knobs stand.

Every process of the program can write to the board. What mptui alone may write is put back where somebody else wrote.
"""

import contextlib
import threading
from collections.abc import Iterator

from mptui.probe.board import OWN_RANGES, Board


class ControlBoard(Board):
    """The board of one run. Knobs may be turned in any thread."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor)
        self._turning = threading.RLock()
        self._setting = 0
        self._truth = self._own()

    def _own(self) -> list[bytes]:
        return [self.memory[first:last] for first, last in OWN_RANGES]

    def restore(self) -> bool:
        """Put back what is not as it was set; returns whether anything was."""
        with self._turning:
            if self._own() == self._truth:
                return False
            for (first, last), truth in zip(OWN_RANGES, self._truth, strict=True):
                self.memory[first:last] = truth
            return True

    @contextlib.contextmanager
    def _set_by_us(self) -> Iterator[None]:
        with self._turning:
            if not self._setting:  # one setter may call another
                self.restore()
            self._setting += 1
            try:
                yield
            finally:
                self._setting -= 1
                self._truth = self._own()

    def set_flag(self, flag: int, on: bool) -> None:
        """See Board."""
        with self._set_by_us():
            super().set_flag(flag, on)

    def set_pace(self, nanoseconds: int) -> None:
        """See Board."""
        with self._set_by_us():
            super().set_pace(nanoseconds)

    def grant_step(self, worker: int) -> None:
        """See Board."""
        with self._set_by_us():
            super().grant_step(worker)

    def set_maxsize(self, maxsize: int) -> None:
        """See Board."""
        with self._set_by_us():
            super().set_maxsize(maxsize)

    def set_terminal_size(self, descriptor: int, columns: int, rows: int) -> None:
        """See Board."""
        with self._set_by_us():
            super().set_terminal_size(descriptor, columns, rows)

    def set_stream(self, descriptor: int, pipe: int) -> None:
        """See Board."""
        with self._set_by_us():
            super().set_stream(descriptor, pipe)

    def note_stray_read(self, descriptor: int, count: int, total: int) -> None:
        """See Board."""
        with self._set_by_us():
            super().note_stray_read(descriptor, count, total)

    def set_target(self, queue: int, target: int, current: int) -> bool:
        """See Board."""
        with self._set_by_us():
            return super().set_target(queue, target, current)
