"""A run's channels: the event pipe, the control board and the journal, and which descriptors of a process are theirs.

mptui's own process has them open, too: from there any process of the program can open them anew. So nothing has to be
handed down to a program that is started, which may close all descriptors. Linux alone, by proc(5).
"""

import fcntl
import os
from typing import NamedTuple, Optional

Descriptors = tuple[int, int, int]
"""Of the event pipe's write end, the board and the journal."""
File = tuple[int, int]
"""Device and inode."""
_HIGH = (900, 200, 50)
"""Where to move descriptors, best first: out of the way of programs that close or expect low ones."""


class Channels(NamedTuple):
    """The process id of mptui, and its descriptors of the event pipe's read end, the control board and the journal.

    `stacks`: of the read end of the pipe for stacks.
    """

    process: int
    event: int
    board: int
    journal: int
    stacks: int

    @classmethod
    def read(cls, text: str) -> "Channels":
        """From what `str` of its numbers, with spaces between, gives. Raises ValueError if it is something else."""
        return cls(*map(int, text.split()))

    def __str__(self) -> str:
        return " ".join(map(str, self))

    def path_of(self, descriptor: int, kind: str) -> str:
        """By which path to open one of them, which is of that kind. Raises OSError if it is gone."""
        path = f"/proc/{self.process}/fd/{descriptor}"
        if not os.readlink(path).startswith(kind):
            raise FileNotFoundError(path)  # mptui has ended, and another process has its number
        return path

    def open(self) -> Descriptors:
        """Descriptors of the event pipe's write end, the board and the journal. Raises OSError if they are gone."""
        opened: list[int] = []
        try:
            for number, flags, kind in (
                (self.event, os.O_WRONLY | os.O_NONBLOCK, "pipe:"),
                (self.board, os.O_RDWR, "/memfd:mptui"),
                (self.journal, os.O_RDWR, "/memfd:mptui"),
            ):
                opened.append(os.open(self.path_of(number, kind), flags | os.O_CLOEXEC))
        except OSError:
            for descriptor in opened:
                os.close(descriptor)
            raise
        return opened[0], opened[1], opened[2]


def file_at(descriptor: int) -> Optional[File]:
    """What a descriptor leads to; None if it is closed."""
    try:
        found = os.fstat(descriptor)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def raise_descriptor(descriptor: int) -> int:
    """Move a descriptor to a high number, not inherited by exec; returns the new one."""
    for lowest in _HIGH:
        try:
            high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, lowest)
        except OSError:
            continue
        os.close(descriptor)
        return high
    os.set_inheritable(descriptor, False)
    return descriptor


def restored(
    held: Descriptors, files: tuple[Optional[File], ...], channels: Optional[Channels]
) -> Optional[Descriptors]:
    """The descriptors `held`, those that do not lead to their `files` any more opened anew; None if that fails."""
    lost = [file_at(own) != file for own, file in zip(held, files)]
    if not any(lost):
        return held
    try:
        opened: tuple[int, ...] = channels.open() if channels is not None else ()
    except OSError:
        opened = ()
    if tuple(map(file_at, opened)) != files:  # mptui is gone, perhaps another one has its number
        for descriptor in opened:
            os.close(descriptor)
        return None
    ours = []
    for own, new, is_lost in zip(held, opened, lost):
        ours.append(raise_descriptor(new) if is_lost else own)
        if not is_lost:
            os.close(new)
    return ours[0], ours[1], ours[2]
