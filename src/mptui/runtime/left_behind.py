"""Processes that nobody has told of: programs that a shell, which has ended, left running in the background.

What they do to the program is not seen: they may send signals, or write to its pipes. The system gives them to the
supervisor once their parent has ended (Linux); elsewhere they are not found.
"""

from collections.abc import Container
from pathlib import Path

from mptui.runtime.exit_watch import ExitWatch

_HELPERS = (b"resource_tracker", b"forkserver", b"semaphore_tracker")


class LeftBehind:
    """Owned by the reader thread. `guard`: the supervisor's parent; `exits` tells when one of them has ended."""

    def __init__(self, guard: int, exits: ExitWatch) -> None:
        self._guard = guard
        self._exits = exits
        self._alive: set[int] = set()

    def __contains__(self, pid: int) -> bool:
        return pid in self._alive

    def look(self, known: Container[int]) -> int:
        """How many more there are than at the last look; less than none if some have turned out to be `known`."""
        told = {pid for pid in self._alive if pid in known}
        self._alive -= told
        adopted = [child for supervisor in children(self._guard) for child in children(supervisor)]
        found = [pid for pid in adopted if pid not in known and pid not in self._alive and not _is_helper(pid)]
        watched = [pid for pid in found if self._exits.watch(pid)]
        self._alive.update(watched)
        return len(watched) - len(told)

    def ended(self, pid: int) -> None:
        """One of them has ended."""
        self._alive.discard(pid)


def children(pid: int) -> list[int]:
    """The children that a process's main thread has made; none where the system does not tell."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_bytes().split()]
    except (OSError, ValueError):
        return []


def _is_helper(pid: int) -> bool:
    """Whether it is one of multiprocessing's own, which does nothing to the program, or is about to end."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True
    return not command or (b"multiprocessing" in command and any(name in command for name in _HELPERS))
