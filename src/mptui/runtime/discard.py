"""Throws away what is in a pipe of the program, for a process that cannot end before it has written it all."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

_MOST_SECONDS = 30.0
_LOOK = 0.02
_CHUNK = 1 << 16


def discard(pid: int, pipe: int) -> bool:
    """Read a pipe (its inode) that the process has open, until that is no longer so; False if it cannot be opened.

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
    deadline = time.monotonic() + _MOST_SECONDS
    try:
        while time.monotonic() < deadline:
            try:
                if os.read(end, _CHUNK):
                    continue
                break
            except BlockingIOError:
                time.sleep(_LOOK)
            if _find(pid, pipe) is None:
                break
    finally:
        os.close(end)
