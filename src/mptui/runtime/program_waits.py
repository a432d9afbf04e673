"""Programs that stand in a read or write of a pipe, as the system tells (Linux): no probe is in them to say so.

Source: proc(5), `/proc/PID/syscall` and `/proc/PID/fdinfo`. A process of which nothing has been heard since it was
started is taken for such a program.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from mptui.events import Event, OpFinished, OpStarted
from mptui.runtime.roster import Entry, Roster

_CALLS = {
    "x86_64": {0: "read", 1: "write", 19: "read", 20: "write"},
    "aarch64": {63: "read", 64: "write", 65: "read", 66: "write"},
}
"""Numbers of read, write, readv and writev."""
_SILENT = 2
"""Events of a process that says nothing itself: it was made, and started."""
_MOST = 64
"""Programs that are looked at at a time."""
_READS, _WRITES = (os.O_RDONLY, os.O_RDWR), (os.O_WRONLY, os.O_RDWR)


class _Stand(NamedTuple):
    """In which call a process stands, on which pipe (`pipe:[inode]`)."""

    op: str
    pipe: str


class ProgramWaits:
    """Owned by the reader thread."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._calls = _CALLS.get(os.uname().machine, {})
        self._seen: dict[int, _Stand] = {}
        self._told: dict[int, _Stand] = {}

    def look(self, now: int) -> list[Event]:
        """What has changed since the last look, at `now` ns; who stands in a call at two looks, waits in it."""
        found: list[Event] = []
        seen: dict[int, _Stand] = {}
        for entry in self._programs():
            stand = self._stand_of(entry.pid)
            told = self._told.get(entry.pid)
            if told is not None and stand != told:
                del self._told[entry.pid]
                found.append(OpFinished(now, entry.id, entry.next_seq(), told.op, None, "ok"))
            if stand is None:
                continue
            seen[entry.pid] = stand
            if self._seen.get(entry.pid) == stand and entry.pid not in self._told:
                found += self._tell(entry, stand, now)
        self._seen = seen
        self._told = {pid: stand for pid, stand in self._told.items() if pid in seen}
        return found

    def _programs(self) -> list[Entry]:
        told = self._told
        entries = [
            entry
            for pid, entry in self._roster.by_pid.items()
            if not entry.exited and entry.flavor == "process" and (entry.seq <= _SILENT or pid in told)
        ]
        return entries[:_MOST]

    def _tell(self, entry: Entry, stand: _Stand, now: int) -> list[Event]:
        """That it waits, if all are known who have the other end of its pipe."""
        other = _READS if stand.op == "write" else _WRITES
        peers = [pid for pid in _holders(stand.pipe, other) if pid != entry.pid]
        known = [self._roster.by_pid[pid].id for pid in peers if pid in self._roster.by_pid]
        if not known or len(known) < len(peers):
            return []
        self._told[entry.pid] = stand
        return [OpStarted(now, entry.id, entry.next_seq(), stand.op, None, "", peers=tuple(known))]

    def _stand_of(self, pid: int) -> _Stand | None:
        """Of a process with one thread; None if it stands in no such call, or that cannot be told."""
        folder = Path(f"/proc/{pid}")
        try:
            number, descriptor, *_ = (folder / "syscall").read_text().split()
            op = self._calls.get(int(number))
            if op is None or len(list((folder / "task").iterdir())) != 1:
                return None
            pipe = str((folder / "fd" / str(int(descriptor, 16))).readlink())
        except (OSError, ValueError):  # it runs ("running"), is gone, or is not ours to look at
            return None
        return _Stand(op, pipe) if pipe.startswith("pipe:") else None


def _holders(pipe: str, access: Collection[int]) -> Iterator[int]:
    """The processes that have a pipe open in one of these ways."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and any(_mode(folder, name) in access for name in _ends(folder, pipe)):
            yield int(folder.name)


def _ends(folder: Path, pipe: str) -> list[str]:
    """The descriptors of a process that are an end of a pipe."""
    try:
        return [one.name for one in (folder / "fd").iterdir() if _target(one) == pipe]
    except OSError:
        return []


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _mode(folder: Path, descriptor: str) -> int | None:
    try:
        lines = (folder / "fdinfo" / descriptor).read_text().splitlines()
        flags = next(line.partition(":")[2] for line in lines if line.startswith("flags:"))
        return int(flags, 8) & os.O_ACCMODE
    except (OSError, ValueError, StopIteration):
        return None
