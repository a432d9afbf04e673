"""Where mptui's own process has a run's channels open: from there any process of the program can open them anew.

So nothing has to be handed down to a program that is started, which may close all descriptors. Linux alone, by proc(5).
"""

import os
from typing import NamedTuple


class Channels(NamedTuple):
    """The process id of mptui, and its descriptors of the event pipe's read end, the control board and the journal."""

    process: int
    event: int
    board: int
    journal: int

    @classmethod
    def read(cls, text: str) -> "Channels":
        """From what `str` of its numbers, with spaces between, gives. Raises ValueError if it is something else."""
        return cls(*map(int, text.split()))

    def __str__(self) -> str:
        return " ".join(map(str, self))

    def open(self) -> tuple[int, int, int]:
        """Descriptors of the event pipe's write end, the board and the journal. Raises OSError if they are gone."""
        opened: list[int] = []
        try:
            for number, flags, kind in (
                (self.event, os.O_WRONLY | os.O_NONBLOCK, "pipe:"),
                (self.board, os.O_RDWR, "/memfd:mptui"),
                (self.journal, os.O_RDWR, "/memfd:mptui"),
            ):
                place = f"/proc/{self.process}/fd/{number}"
                if not os.readlink(place).startswith(kind):
                    raise FileNotFoundError(place)  # mptui has ended, and another process has its number
                opened.append(os.open(place, flags | os.O_CLOEXEC))
        except OSError:
            for descriptor in opened:
                os.close(descriptor)
            raise
        return opened[0], opened[1], opened[2]
