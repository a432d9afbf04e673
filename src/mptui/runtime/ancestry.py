"""Whether a process is one of the program's: what a worker says of its process id is not taken on trust."""

import os
import sys
from pathlib import Path

import psutil

_TRIES = 3
"""An ancestor may end, and be replaced by the supervisor, while one looks."""
_DEEPEST = 1000


def parent_of(pid: int) -> int | None:
    """The id of a process's parent; None if there is no such process."""
    if sys.platform != "linux":
        try:
            return psutil.Process(pid).ppid()
        except psutil.Error:
            return None
    try:  # proc(5): field 4, behind the name in parentheses
        return int(Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return None


def descends(pid: int, root: int) -> bool | None:
    """Whether a process descends from the process `root`; None if it is gone, or the system does not tell.

    Linux gives orphans to the supervisor; elsewhere they are the children of process 1, and
    nobody knows whose they were.
    """
    for _ in range(_TRIES):
        at = parent_of(pid)
        if at is None:
            return None
        for _ in range(_DEEPEST):
            if at == root:
                return True
            if at is None or at <= 1:
                break
            at = parent_of(at)
        if at is not None:
            orphan = sys.platform != "linux" and pid not in (1, root, os.getpid())
            return None if orphan and parent_of(pid) == 1 else False
    return False
