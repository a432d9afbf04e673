"""Throws away what is in a pipe of the program, for a process that cannot end before it has written it all."""

import os
import struct
import threading
import time
from contextlib import suppress
from pathlib import Path

_MOST_SECONDS = 30.0
_LOOK = 0.02
_CHUNK = 1 << 16
_LENGTH, _LONG_LENGTH, _LONG = struct.Struct("!i"), struct.Struct("!Q"), -1
"""How a Connection of multiprocessing says how long what follows is; of two gigabytes and more by the second."""


def discard(pid: int, pipe: int) -> bool:
    """Read the items in a pipe (its inode) that a process has open, until that is gone; False if it cannot be opened.

    It goes on in a thread, for 30 s at most. Linux alone lets a pipe be opened by way of a process that has it.
    """
    end = _open(pid, pipe)
    if end is None:
        return False
    threading.Thread(target=_read_on, args=(end, pid, pipe), name="discard", daemon=True).start()
    return True


def _find(pid: int, pipe: int) -> Path | None:
    with suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                if str(link.readlink()) == f"pipe:[{pipe}]":
                    return link
    return None


def _open(pid: int, pipe: int) -> int | None:
    link = _find(pid, pipe)
    with suppress(OSError):
        return os.open(link, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC) if link is not None else None
    return None


def _read_on(end: int, pid: int, pipe: int) -> None:
    """Read items, each as a whole: what is left when the process is gone can be got as ever."""
    deadline = time.monotonic() + _MOST_SECONDS
    try:
        while _find(pid, pipe) is not None:
            head = _read(end, _LENGTH.size, deadline)
            (size,) = _LENGTH.unpack(head)
            if size == _LONG:
                (size,) = _LONG_LENGTH.unpack(_read(end, _LONG_LENGTH.size, deadline))
            while size > 0:
                size -= len(_read(end, min(size, _CHUNK), deadline))
    except EOFError:
        return  # there is no more, or it is not worth waiting for
    finally:
        os.close(end)


def _read(end: int, count: int, deadline: float) -> bytes:
    """So many bytes. Raises EOFError if they do not come."""
    found = b""
    while len(found) < count:
        try:
            more = os.read(end, count - len(found))
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise EOFError from None
            time.sleep(_LOOK)
            continue
        if not more:
            raise EOFError
        found += more
    return found
