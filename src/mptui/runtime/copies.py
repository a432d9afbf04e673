"""Objects of threads in forked processes: each process has a copy of its own, and all go by one id on the wire."""

import itertools

from msgspec.structs import replace

from mptui.events import ObjectCreated
from mptui.model.state import LOCAL
from mptui.runtime.roster import Entry, Roster
from mptui.runtime.shapes import TrackedObject

_MOST_NAMES = 20_000
_HELD = ("Lock", "RLock", "Condition")
"""What has holders and no depth: who holds a copy follows from what is done with it."""


class Copies:
    """The copies that one run has shown so far: one is made when its process first does something with it.

    `numbers` counts all objects of the run.
    """

    def __init__(self, roster: Roster, numbers: "itertools.count[int]") -> None:
        self._roster = roster
        self._numbers = numbers
        self._known: dict[int, dict[int, TrackedObject]] = {}
        self._first: dict[tuple[str, ...], int] = {}

    def all(self) -> list[TrackedObject]:
        """Every copy."""
        return [copy for copies in list(self._known.values()) for copy in list(copies.values())]

    def forget(self, process: int) -> None:
        """The process with that number in events has ended."""
        for copy in self._known.pop(process, {}).values():
            copy.shapes.clear()  # a shape and its object hold each other

    def name(self, entry: Entry, kind: str, module: str, name: str, where: str) -> str:
        """What an object is called that a process has made: a child that was not forked makes all objects anew."""
        if module not in LOCAL or not entry.pid:
            return name
        if len(self._first) >= _MOST_NAMES:
            del self._first[next(iter(self._first))]
        first = self._first.setdefault((kind, module, name, where), entry.pid)
        return name if first == entry.pid else self._in(entry, name)

    def _in(self, entry: Entry, name: str) -> str:
        process = self._roster.by_pid.get(entry.pid)
        return f"{name} ({process.name})" if process is not None and process.name else f"{name} ({entry.pid})"

    def of(self, shared: TrackedObject, entry: Entry, t: int) -> tuple[TrackedObject, list[ObjectCreated]]:
        """The copy in the process of the worker `entry`, which does something with it at `t`, and how it came to be.

        What is in it is known only if nothing was done with the original before the fork.
        """
        process = self._roster.by_pid.get(entry.pid, entry)
        known = self._known.get(process.id, {}).get(shared.wire_id)
        if known is not None or shared.made is None:
            return known or shared, []
        untouched = shared.touched is None or shared.touched > process.started_at
        depth = shared.made.depth if untouched and shared.made.counted else None
        copy = TrackedObject(next(self._numbers), shared.wire_id, shared.kind, shared.maxsize, depth)
        copy.pid = entry.pid
        made = copy.made = replace(
            shared.made,
            t=t,
            worker=entry.id,
            seq=entry.next_seq(),
            object=copy.number,
            name=self._in(entry, shared.made.name),
            depth=depth or 0,
            counted=shared.made.counted and (depth is not None or shared.kind in _HELD),
            copy_of=shared.number,
        )
        self._known.setdefault(process.id, {})[shared.wire_id] = copy
        return copy, [made]
