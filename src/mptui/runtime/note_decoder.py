"""Notes of the journal into events: each names its shape, which a record gave before, and adds times and a value."""

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from mptui import events
from mptui.events import Event
from mptui.probe import wire
from mptui.probe.journal import VALUE_MAX
from mptui.runtime.journal_reader import Note
from mptui.runtime.object_table import ObjectTable
from mptui.runtime.roster import Entry, Roster
from mptui.runtime.shapes import Shape, TrackedObject

CopyOf: TypeAlias = "Callable[[TrackedObject, Entry, int], tuple[TrackedObject, list[events.ObjectCreated]]]"
_FEWEST_CYCLES = 2
_LONGEST_TIMEOUT = 1e10
"""Seconds; Python's own threading.TIMEOUT_MAX is below it."""


def _seconds(text: str) -> float | None:
    """A timeout as a note tells it; None if it is none that could ever pass. Raises ValueError if it is no number."""
    try:
        seconds = float(text)
    except ValueError:
        raise ValueError("a timeout that is no number") from None
    return min(max(seconds, 0.0), _LONGEST_TIMEOUT) if math.isfinite(seconds) else None


_PIPES_KEPT = 10_000


class NoteDecoder:
    """Decodes a run's notes by the shapes that are known.

    `origin` is the run's start in CLOCK_MONOTONIC ns; `copy`: see copies.Copies.of. `pipes`: the inode of the pipe of
    each queue into which a worker waits to have everything written, by the numbers of both.
    """

    def __init__(self, origin: int, roster: Roster, objects: ObjectTable, copy: CopyOf) -> None:
        self._origin = origin
        self._roster = roster
        self._shape = objects.shape
        self._copy = copy
        self.pipes: dict[tuple[int, int | None], int] = {}

    def note(self, t: int, entry: Entry, number: int, started: int, value: bytes) -> list[Event]:
        """The events of one note at `t` ns of the run. Raises ValueError or struct.error if it makes no sense."""
        if not number:
            return []
        shape = self._shape(number)
        if shape is None:
            if number == wire.ENDED:
                (ended,) = wire.TARGET.unpack(value)
                return self._roster.exiting(t, ended, 0)
            raise ValueError("a note of a shape that nobody gave")
        if shape.pid:
            shape, made = self._in_process(number, shape, entry, t)
            if made:
                return [*made, *self._events(t, entry, shape, started, value)]
        return self._events(t, entry, shape, started, value)

    def _in_process(self, number: int, shape: Shape, entry: Entry, t: int) -> tuple[Shape, list[events.ObjectCreated]]:
        """The shape on the copy that the worker's process has of the object, and the making of that, if it is new."""
        shared = shape.shared
        if shared is None or entry.pid in (0, shared.pid):
            if shared is not None and shared.touched is None:
                shared.touched = t
            return shape, []
        copy, made = self._copy(shared, entry, t)
        known = copy.shapes.get(number)
        if known is None:
            known = copy.shapes[number] = shape.on(copy)
        return known, made

    def _events(self, t: int, entry: Entry, shape: Shape, started: int, value: bytes) -> list[Event]:
        target = text = None
        if shape.shared is None:
            target = self._worker(*wire.TARGET.unpack_from(value))
            value = value[wire.TARGET.size :]
        if value:
            text = value[:VALUE_MAX].decode("utf-8", "replace")
        who, op, depth = entry.id, shape.op, shape.depth()
        if shape.part == wire.STARTED:
            timeout = None
            if op == "join_thread" and text:
                self._note_pipe(who, shape.number, text)
            elif text:
                timeout = _seconds(text)
            seq = entry.next_seq()
            return [events.OpStarted(t, who, seq, op, shape.number, shape.where, target, depth, timeout, shape.scoped)]
        if shape.part == wire.FINISHED:
            seq = entry.next_seq()
            return [events.OpFinished(t, who, seq, op, shape.number, shape.outcome, text, depth, target)]
        began = started - self._origin if started else t
        if not 0 <= began <= t:
            raise ValueError("an operation that began outside the run")
        entry.seq += 2
        seq, number, where, outcome = entry.seq, shape.number, shape.where, shape.outcome
        return [events.OpDone(t, who, seq, op, number, where, outcome, text, depth, target, began, shape.scoped)]

    def _note_pipe(self, worker: int, shared: int | None, text: str) -> None:
        if len(self.pipes) >= _PIPES_KEPT:
            self.pipes.clear()
        self.pipes[worker, shared] = int(text)

    def _worker(self, wire_id: int) -> int | None:
        return self._roster.entry(wire_id).id if wire_id else None

    def count_lock_cycles(self, notes: Sequence[Note], first: int, last: int) -> int:
        """How many notes from `first` on, below `last`, are a worker's acquires and releases of one lock in turn."""
        _, writer, opening, _, _ = notes[first]
        if first + 3 >= last or notes[first + 2][2] != opening:
            return 0
        closing = notes[first + 1][2]
        shape = self._shape(opening)
        if shape is None or not shape.opens or not shape.closed_by(self._shape(closing)):
            return 0
        place = first
        while place + 1 < last:
            _, who, number, began, _ = notes[place]
            _, other, following, _, _ = notes[place + 1]
            if number != opening or following != closing or who != writer or other != writer or began:
                break
            place += 2
        count = place - first
        return count if count >= 2 * _FEWEST_CYCLES else 0

    def lock_cycles(self, notes: Sequence[Note], first: int, count: int, entry: Entry) -> list[Event]:
        """The event for what `count_lock_cycles` found, after the making of the object if it is a copy that is new."""
        opening, closing = self._shape(notes[first][2]), self._shape(notes[first + 1][2])
        out: list[Event] = []
        if opening is None or closing is None:
            return out  # count_lock_cycles has seen both
        if opening.pid:
            opening, made = self._in_process(notes[first][2], opening, entry, notes[first][0] - self._origin)
            out += made
        times = tuple(note[0] - self._origin for note in notes[first : first + count])
        entry.seq += 2 * count
        seq, number = entry.seq, opening.number or 0
        where, released = opening.where, closing.where
        return [*out, events.LockCycles(times[-1], entry.id, seq, number, where, released, times, opening.scoped)]
