"""Programs that stand in a read or write of a pipe, as the system tells (Linux): no probe is in them to say so.

Source: proc(5), `/proc/PID/syscall` and `/proc/PID/fdinfo`. A process of which nothing has been heard since it was
started is taken for such a program.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from mptui.events import Event, OpFinished, OpStarted
from mptui.runtime.left_behind import children
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
_AGAIN = 5
"""Looks after which it is looked again who has the other end of a pipe: that may be handed on."""
_READS, _WRITES = (os.O_RDONLY, os.O_RDWR), (os.O_WRONLY, os.O_RDWR)


class _Stand(NamedTuple):
    """In which call a process stands, on which pipe (`pipe:[inode]`)."""

    op: str
    pipe: str


class _Told(NamedTuple):
    """What was told of a process: where it stands, and the workers that have the other end."""

    stand: _Stand
    peers: tuple[int, ...]


class ProgramWaits:
    """Owned by the reader thread."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._calls = _CALLS.get(os.uname().machine, {})
        self._seen: dict[int, _Stand] = {}
        self._told: dict[int, _Told] = {}
        self._own: Counter[int] = Counter()
        """By pid, how many events were told here, and not by the process itself."""
        self._looks = 0

    def look(self, now: int) -> list[Event]:
        """What has changed since the last look, at `now` ns; who stands in a call at two looks, waits in it."""
        self._looks += 1
        found: list[Event] = []
        seen: dict[int, _Stand] = {}
        for entry in self._programs():
            stand, told = self._stand_of(entry.pid), self._told.get(entry.pid)
            if stand is not None:
                seen[entry.pid] = stand
            if told is not None and (stand != told.stand or self._has_passed_on(entry, told)):
                del self._told[entry.pid]
                self._own[entry.pid] += 1
                found.append(OpFinished(now, entry.id, entry.next_seq(), told.stand.op, None, "ok"))
            elif told is None and stand is not None and self._seen.get(entry.pid) == stand:
                found += self._tell(entry, stand, now)
        self._seen = seen
        self._told = {pid: told for pid, told in self._told.items() if pid in seen}
        return found

    def _programs(self) -> list[Entry]:
        own = self._own
        entries = [
            entry
            for pid, entry in self._roster.by_pid.items()
            if not entry.exited and entry.flavor == "process" and entry.seq - own.get(pid, 0) <= _SILENT
        ]
        return entries[:_MOST]

    def _tell(self, entry: Entry, stand: _Stand, now: int) -> list[Event]:
        """That it waits, if all are known who have the other end of its pipe."""
        peers = self._peers(entry, stand)
        if not peers:
            return []
        self._told[entry.pid] = _Told(stand, peers)
        self._own[entry.pid] += 1
        return [OpStarted(now, entry.id, entry.next_seq(), stand.op, None, "", peers=peers)]

    def _has_passed_on(self, entry: Entry, told: _Told) -> bool:
        """Whether others have the other end by now: it is looked at every so often."""
        return self._looks % _AGAIN == 0 and self._peers(entry, told.stand) != told.peers

    def _peers(self, entry: Entry, stand: _Stand) -> tuple[int, ...]:
        """The workers whose processes have the other end of the pipe; none if others have it, too."""
        pids = [pid for pid in _holders(stand.pipe, _READS if stand.op == "write" else _WRITES) if pid != entry.pid]
        known = self._roster.by_pid
        return tuple(sorted(known[pid].id for pid in pids)) if all(pid in known for pid in pids) else ()

    def _stand_of(self, pid: int) -> _Stand | None:
        """Of a process with one thread and no child; None if it stands in no such call, or that cannot be told."""
        folder = Path(f"/proc/{pid}")
        try:
            number, descriptor, *_ = (folder / "syscall").read_text().split()
            op = self._calls.get(int(number))
            if op is None or len(list((folder / "task").iterdir())) != 1 or children(pid):
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
