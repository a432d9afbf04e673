"""Which workers there are, their processes, and how each ended.

The end of a process is reported up to three times: by the worker just before (its planned exit code), by its parent
when it is reaped, and by the kernel. The roster makes one WorkerExited of them, from the best that is known.
"""

import signal
from array import array
from collections.abc import Callable
from pathlib import Path

import msgspec

from mptui.events import (
    FLAVORS,
    PROGRAM,
    EndedBy,
    Event,
    Flavor,
    WorkerCreated,
    WorkerExited,
    WorkerNamed,
    WorkerReaped,
    WorkerStarted,
)
from mptui.id_map import IdMap
from mptui.probe import wire

MOST_ENDED = 1000
"""Workers that have ended and are kept as they were; of those before, eight bytes each are."""
SILENCE_NS = 500_000_000
"""How long a parent's record of the end of a child is waited for, in ns."""
MOST_LOOKED_AT = 100
"""Zombies that are looked at at a time."""
MOST_PAGES = 1 << 15
_SEQ_BITS, _FLAG_BITS = 29, 3
_SEQ_MASK = (1 << _SEQ_BITS) - 1
MOST_UNANNOUNCED = 1000
"""Workers that have sent something before anybody announced them: a record that is lost may make one."""


class Entry(msgspec.Struct):
    """One worker. `id` is its number in events; `pid` 0 until it runs; `planned` its own word on its exit code.

    `started_at`: when it was first said to run, in ns of the run; `writers`: threads that write for it.
    """

    id: int
    flavor: Flavor
    seq: int = 0
    pid: int = 0
    created: bool = False
    started: bool = False
    exited: bool = False
    reaped: bool = False
    planned: int | None = None
    name: str = ""
    started_at: int = 0
    writers: int = 0

    def next_seq(self) -> int:
        """The next place among this worker's events."""
        self.seq += 1
        return self.seq


class Roster:
    """All workers of one run, by their id on the wire."""

    def __init__(self, sees_exits: bool, is_ours: Callable[[int], bool | None] | None = None) -> None:
        """`sees_exits`: the kernel tells us of ended processes, so a planned exit is not yet an end.

        `is_ours`: whether a process id is one of the program's processes; None: it is gone, or nobody can tell.
        """
        self.entries: dict[int, Entry] = {}
        self.program = Entry(PROGRAM, "main")
        """Stands for the program as a whole, or for nobody in particular."""
        self.by_pid: dict[int, Entry] = {}
        self.newly_started: list[int] = []
        self.killed = False
        """We have ended the program: whoever is found gone without a word was killed."""
        self._sees_exits = sees_exits
        self._is_ours = is_ours
        self._wire_ids = array("Q")
        self._threads: dict[int, dict[int, Entry]] = {}
        self._folded = IdMap("Q", MOST_PAGES)
        self._ended = 0
        self.silent: list[tuple[int, Entry]] = []
        """Processes that have been reaped, since when, and of whose end nobody has told."""
        self.zombies: dict[int, Entry] = {}
        """By pid, processes that had ended before anybody had waited for them, as far as is known."""
        self._zombies_at = 0
        self._fold_at = MOST_ENDED + MOST_ENDED // 2
        self._announced = 0

    def entry(self, worker: int) -> Entry:
        """The worker's entry; made if the worker has not been announced. Raises ValueError at MOST_UNANNOUNCED."""
        known = self.known(worker)
        if known is None:
            if len(self._wire_ids) - self._announced >= MOST_UNANNOUNCED:
                raise ValueError("a record of a worker that nobody announced")
            known = self._add(worker)
        return known

    def known(self, worker: int) -> Entry | None:
        """The worker's entry, if anybody has spoken of it."""
        return self.entries.get(worker) or self._unfold(worker)

    def _add(self, worker: int) -> Entry:
        self._wire_ids.append(worker)
        added = self.entries[worker] = Entry(len(self._wire_ids), "process")
        return added

    def find(self, number: int) -> Entry | None:
        """The entry of the worker that events call `number`."""
        wire_id = self.wire_id(number)
        return None if wire_id is None else self.known(wire_id)

    def wire_id(self, number: object) -> int | None:
        """The wire id of the worker that events call `number`."""
        known = isinstance(number, int) and 1 <= number <= len(self._wire_ids)
        return self._wire_ids[number - 1] if known else None  # type: ignore[operator] # it is an int then

    def workers_of(self, pid: int) -> list[int]:
        """The wire ids of a process and its threads that are workers and have not ended."""
        numbers = [*self._threads.get(pid, ()), *([self.by_pid[pid].id] if pid in self.by_pid else [])]
        found = [self._wire_ids[number - 1] for number in numbers]
        return [one for one in found if (entry := self.entries.get(one)) is not None and not entry.exited]

    def created(self, t: int, worker: int, parent: int, flavor: int, name: str) -> list[Event]:
        """A Process or Thread object was made, or a bare fork happened. Of a thread it may be said twice.

        Raises ValueError for a flavor that there is not, or that the worker cannot have.
        """
        if flavor >= len(FLAVORS) or (flavor == wire.MAIN) != (worker == wire.MAIN_WORKER):
            raise ValueError("a worker of a kind that cannot be")
        entry = self.known(worker) or self._add(worker)
        if entry.created:
            return []
        self._announced += 1
        entry.created = True
        entry.flavor, entry.name = FLAVORS[flavor], name
        maker = self.known(parent)
        parent_id = None if maker is None else maker.id
        return [WorkerCreated(t, entry.id, entry.next_seq(), name, entry.flavor, parent_id)]

    def named(self, t: int, worker: int, name: str) -> list[Event]:
        """The worker has got another name."""
        entry = self.entry(worker)
        entry.name = name
        return [WorkerNamed(t, entry.id, entry.next_seq(), name)]

    def started(self, t: int, worker: int, pid: int) -> list[Event]:
        """The worker runs; said by itself and, for a process, by its parent too. `pid`: 0 if nobody knows it.

        Raises ValueError if the process is none of the program's.
        """
        entry = self.entry(worker)
        if entry.started:
            return []
        ours = self._is_ours(pid) if self._is_ours is not None and pid > 0 else pid >= 0
        if ours is False:
            raise ValueError(f"its process id is {pid}, which is none of the program's")
        entry.started, entry.pid, entry.started_at = True, pid, t
        if entry.flavor == "thread":
            self._threads.setdefault(pid, {})[entry.id] = entry
        elif pid:
            self.by_pid[pid] = entry
            if ours:
                self.newly_started.append(pid)
        return [WorkerStarted(t, entry.id, entry.next_seq(), pid)]

    def exiting(self, t: int, worker: int, code: int) -> list[Event]:
        """The worker says that it is about to end."""
        entry = self.entry(worker)
        entry.planned = code
        if entry.flavor == "thread" or not self._sees_exits:
            return self._exit(t, entry, code, zombie=False)
        return []

    def reaped(self, t: int, worker: int, code: int) -> list[Event]:
        """The worker's parent has waited for it."""
        return self._reap(t, self.entry(worker), code)

    def child_reaped(self, t: int, pid: int, code: int) -> list[Event]:
        """Somebody has waited for a child by its pid; it need not be a worker."""
        entry = self.by_pid.get(pid)
        return [] if entry is None else self._reap(t, entry, code)

    def _reap(self, t: int, entry: Entry, code: int) -> list[Event]:
        events = self._exit(t, entry, code, zombie=False)
        if not entry.reaped:
            entry.reaped = True
            events.append(WorkerReaped(t, entry.id, entry.next_seq(), code))
        return events

    def process_ended(self, t: int, pid: int) -> list[Event]:
        """The kernel says that a process has ended."""
        entry = self.by_pid.get(pid)
        if entry is None:
            return []
        code = zombie_exit_code(pid)
        if code is not None:
            self.zombies[pid] = entry
            return self._exit(t, entry, code, zombie=True)
        if entry.planned is not None:
            return self._exit(t, entry, entry.planned, zombie=False)
        self.silent.append((t, entry))  # already reaped: its parent's record may be on the way
        return []

    def take_silent(self, t: int) -> list[Entry]:
        """Workers whose processes were reaped some time ago, and of which nobody has told: a fork server does not."""
        late = [entry for ended, entry in self.silent if t - ended > SILENCE_NS]
        self.silent = [(ended, entry) for ended, entry in self.silent if t - ended <= SILENCE_NS]
        return [entry for entry in late if not entry.exited]

    def look_at_zombies(self, t: int) -> list[Event]:
        """Those that are gone although nobody has told of it: a fork server has waited for them, or C code."""
        if t - self._zombies_at < SILENCE_NS:
            return []
        self._zombies_at, events = t, list[Event]()
        for pid, entry in list(self.zombies.items())[:MOST_LOOKED_AT]:
            if entry.reaped or zombie_exit_code(pid) is None:
                del self.zombies[pid]
                if not entry.reaped:
                    entry.reaped = True
                    events.append(WorkerReaped(t, entry.id, entry.next_seq()))
        return events

    def ended_silently(self, t: int, entry: Entry) -> list[Event]:
        """The end of a worker whose exit code only its parent knows, if anybody."""
        return self._exit(t, entry, None, zombie=False)

    def end_all(self, t: int) -> list[Event]:
        """The program is gone, and with it whoever has not been heard of since."""
        events: list[Event] = []
        for entry in self.entries.values():
            if entry.started or (entry.seq and not entry.created):
                code = -signal.SIGKILL if self.killed and entry.planned is None else entry.planned
                events += self._exit(t, entry, code, zombie=False)
        return events

    def _exit(self, t: int, entry: Entry, code: int | None, zombie: bool) -> list[Event]:
        if entry.exited:
            return []
        entry.exited = True
        self._ended += 1
        events: list[Event] = []
        ended_by: EndedBy = "mptui" if self.killed and code in (-signal.SIGKILL, None) else "program"
        if entry.flavor == "thread":
            code = None
            self._threads.get(entry.pid, {}).pop(entry.id, None)
        else:
            for thread in self._threads.pop(entry.pid, {}).values():
                events += self._exit(t, thread, code, zombie=False)
        return [*events, WorkerExited(t, entry.id, entry.next_seq(), code, zombie, ended_by)]

    def fold(self) -> list[int]:
        """Fold the oldest of the workers that have ended if there are too many; returns the numbers of those folded.

        One that nobody has reaped yet stays, unless there are very many.
        """
        if self._ended <= self._fold_at:
            return []
        gone = [(worker, entry) for worker, entry in self.entries.items() if entry.exited and not entry.writers]
        folded = []
        for worker, entry in gone[: self._ended - MOST_ENDED]:
            settled = entry.reaped or entry.flavor == "thread" or self._ended > 10 * MOST_ENDED
            if settled and entry.flavor != "main" and entry.seq <= _SEQ_MASK:
                self._fold(worker, entry)
                folded.append(entry.id)
        self._fold_at = max(self._ended, MOST_ENDED) + MOST_ENDED // 2
        return folded

    def _fold(self, worker: int, entry: Entry) -> None:
        flags = FLAVORS.index(entry.flavor) << 1 | entry.reaped
        self._folded[worker] = (entry.id << _FLAG_BITS | flags) << _SEQ_BITS | entry.seq
        self._ended -= 1
        del self.entries[worker]
        if self.by_pid.get(entry.pid) is entry:
            del self.by_pid[entry.pid]

    def _unfold(self, worker: int) -> Entry | None:
        """A worker that has ended is spoken of once more. Its name and its process are not known any longer."""
        folded = self._folded[worker]
        if not folded:
            return None
        rest, seq = divmod(folded, 1 << _SEQ_BITS)
        number, flags = divmod(rest, 1 << _FLAG_BITS)
        entry = Entry(number, FLAVORS[flags >> 1], seq, created=True, started=True, exited=True, reaped=bool(flags & 1))
        self.entries[worker] = entry
        self._ended += 1
        return entry


def zombie_exit_code(pid: int) -> int | None:
    """The exit code of a process that ended and was not reaped yet (-n for signal n), None if it is no zombie.

    Source: proc(5), /proc/PID/stat: field 3 is the state, field 52 the exit status in waitpid's form.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    if fields[0] != "Z":
        return None
    status = int(fields[49])
    return -(status & 0x7F) if status & 0x7F else status >> 8
