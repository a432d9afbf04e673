"""The size of the terminal that mptui's own output goes to, for a program that asks where its output goes."""

import errno
import os
from typing import Any

from ..disguise import put_in_place, stands_in
from ..emitter import emitter


def _ours(descriptor: int) -> bool:
    """Whether descriptor 1 or 2 leads to mptui."""
    try:
        found = os.fstat(descriptor)
    except OSError:
        return False
    return (found.st_dev, found.st_ino) == emitter.board.stream(descriptor)


def install() -> None:
    """Answer for the pipes that stand for terminals, as long as mptui's own output goes to one."""
    stock = os.get_terminal_size

    @stands_in(stock)
    def get_terminal_size(*args: Any) -> os.terminal_size:
        try:
            return stock(*args)
        except OSError as error:
            descriptor = args[0] if args else 1
            if error.errno != errno.ENOTTY or descriptor not in (1, 2) or not emitter.on or not _ours(descriptor):
                raise
            size = emitter.board.terminal_size(descriptor)
            if not all(size):
                raise
            return os.terminal_size(size)

    put_in_place(os, "get_terminal_size", get_terminal_size)
