"""mptui's side of the journal: takes the notes out of every thread's ring.

Every process of the program can write to all of it: what is read here may be anything, and change while it is read.
"""

import mmap
import struct
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from itertools import repeat
from operator import itemgetter
from typing import TypeAlias

from mptui.probe.board import Board
from mptui.probe.journal import (
    FIRST_SLOT,
    HALF,
    JOURNAL_SIZE,
    LENGTH_SHIFT,
    RING_SIZE,
    SLOT,
    SLOT_SIZE,
    SLOTS,
    TAKEN,
    THREAD,
    VALUE_MAX,
)

_U64 = struct.Struct("<Q")
_time = itemgetter(0)
_WORDS = SLOT_SIZE // 8
_START_MASK = (1 << LENGTH_SHIFT) - 1
SKEW = 100_000_000
"""Nanoseconds after now up to which a time is believed."""
_GAP_TIMEOUT = 1_000_000_000
"""Nanoseconds that a slot may be empty and later ones filled: a signal handler may note in the middle of a note."""
_AHEAD = (1, HALF // 2)
"""How far after an empty slot to look for filled ones: a thread stops when half the ring beyond it is full."""

Refuse: TypeAlias = Callable[[int, str, int], None]
"""refuse(writer, reason, count): notes of that thread cannot be used."""
Lose: TypeAlias = Callable[[int, int], None]
"""lose(writer, count): notes of that thread were begun and never finished."""


Note: TypeAlias = tuple[int, int, int, int, bytes]
"""A part of an operation: t, writer, shape, t of the start (0: the same), value; times in CLOCK_MONOTONIC ns.

Plain tuples: there are very many.
"""


class _Ring:
    """A ring in use: how many of its slots have been taken, and its words, eight bytes each."""

    __slots__ = ("base", "number", "stuck", "taken", "words", "writer")

    def __init__(self, number: int, writer: int, taken: int, memory: mmap.mmap) -> None:
        self.number = number
        self.writer = writer
        self.base = number * RING_SIZE
        self.taken = taken
        self.stuck = 0
        self.words = memoryview(memory)[self.base + FIRST_SLOT : self.base + RING_SIZE].cast("Q")

    def whole(self) -> tuple[int, int]:
        """The first slot not taken yet, and how many from it on, at most to the ring's end, are whole.

        The numbers are looked at before anything else, as they are written last.
        """
        place = self.taken % SLOTS
        following = self.taken + 1
        numbers = self.words[place * _WORDS + 3 :: _WORDS]
        count = SLOTS - place
        if numbers[0] != following:
            return place, 0
        if numbers[count - 1] != following + count - 1:
            count = bisect_left(range(count), True, key=lambda index: numbers[index] != following + index)
        seen = numbers[:count].tolist()
        if seen != list(range(following, following + count)):  # a signal handler noted in the middle of a note
            count = next(index for index, number in enumerate(seen) if number != following + index)
        return place, count

    def skip_gap(self, now: int, gap_timeout: int) -> int:
        """Go past slots that stay empty although later ones have been filled; returns how many were skipped."""
        if not any(self._is_whole(self.taken + ahead) for ahead in _AHEAD):
            self.stuck = 0
            return 0
        self.stuck = self.stuck or now
        if now - self.stuck < gap_timeout:
            return 0
        self.stuck = 0
        gap = next((ahead for ahead in range(1, SLOTS) if self._is_whole(self.taken + ahead)), 0)
        self.taken += gap
        return gap

    def _is_whole(self, slot: int) -> bool:
        return bool(self.words[slot % SLOTS * _WORDS + 3] == slot + 1)

    def notes(self, memory: mmap.mmap, place: int, count: int) -> list[Note]:
        """The notes of `count` slots."""
        words = self.words[place * _WORDS : (place + count) * _WORDS]
        times, shapes, starts = (words[offset::_WORDS].tolist() for offset in range(3))
        values = [b""] * count
        if any(starts):
            first = self.base + FIRST_SLOT + place * SLOT_SIZE + SLOT.size
            for index, start in enumerate(starts):
                if start > _START_MASK:
                    offset = first + index * SLOT_SIZE
                    values[index] = memory[offset : offset + min(start >> LENGTH_SHIFT, VALUE_MAX)]
                    starts[index] = start & _START_MASK
        return list(zip(times, repeat(self.writer), shapes, starts, values, strict=False))


class JournalReader:
    """Owned by the reader thread. `held`: notes taken but not yet handed out, because the pipe may lag behind them."""

    def __init__(
        self, descriptor: int, board: Board, has_ended: Callable[[int], bool], origin: int, refuse: Refuse, lose: Lose
    ) -> None:
        """`has_ended` tells whether a thread, by its id on the wire, is over; `origin`: the run's start in ns."""
        self._memory = mmap.mmap(descriptor, JOURNAL_SIZE)
        self._board = board
        self._has_ended = has_ended
        self._origin = origin
        self._refuse = refuse
        self._lose = lose
        self._rings: dict[int, _Ring] = {}
        self._claims = self._looked = 0
        self._taken: dict[int, int] = {}
        self.held: list[Note] = []

    @property
    def in_use(self) -> bool:
        """Whether anybody has a ring or a note is held."""
        return bool(self._rings or self.held or self._board.claims != self._claims)

    def thread_idents(self) -> dict[int, int]:
        """The `ident` of each thread that has a ring, by its id on the wire."""
        self._look_for_new_rings()
        read = _U64.unpack_from
        return {ring.writer: read(self._memory, ring.base + THREAD)[0] for ring in self._rings.values()}

    def _look_for_new_rings(self) -> None:
        claims, now = self._board.claims, time.monotonic_ns()
        if claims == self._claims and now - self._looked < _GAP_TIMEOUT:
            return
        self._claims, self._looked = claims, now
        for number, writer in enumerate(self._board.ring_owners()):
            if writer and number not in self._rings:
                self._rings[number] = self._begin(number, writer)

    def _begin(self, number: int, writer: int) -> _Ring:
        """A ring that was claimed: how far it was taken we know ourselves; its thread has read it from the memory."""
        ring = _Ring(number, writer, self._taken.get(number, 0), self._memory)
        (recorded,) = _U64.unpack_from(self._memory, ring.base + TAKEN)
        if recorded != ring.taken and not ring.whole()[1]:
            ring.taken = recorded
        return ring

    def take(self, horizon: int, at_end: bool = False) -> list[Note]:
        """The notes of before `horizon` (CLOCK_MONOTONIC ns), in order of time. `at_end`: no thread is left."""
        notes, self.held = self.held, []
        self._look_for_new_rings()
        for ring in list(self._rings.values()):
            ended = at_end or self._has_ended(ring.writer)
            limit = ring.taken + SLOTS
            while self._take_notes(ring, notes, 0 if ended else _GAP_TIMEOUT) and ended and ring.taken < limit:
                pass
            if ended:
                del self._rings[ring.number]
                self._taken[ring.number] = ring.taken
                ring.words.release()
                self._board.free_ring(ring.number)
        notes.sort(key=_time)
        self._refuse_impossible_times(notes)
        if notes and notes[-1][0] >= horizon:
            first_held = bisect_left(notes, horizon, key=_time)
            self.held = notes[first_held:]
            del notes[first_held:]
        return notes

    def _take_notes(self, ring: _Ring, notes: list[Note], gap_timeout: int) -> bool:
        """Take what there is up to the ring's end, and from its beginning; whether there was anything.

        `gap_timeout`: nanoseconds for which a gap may stay.
        """
        before = ring.taken
        for turn in range(2):
            place, count = ring.whole()
            if not count and turn == 0 and (gap := ring.skip_gap(time.monotonic_ns(), gap_timeout)):
                self._lose(ring.writer, gap)
                place, count = ring.whole()
            if not count:
                break
            notes += ring.notes(self._memory, place, count)
            ring.taken += count
        _U64.pack_into(self._memory, ring.base + TAKEN, ring.taken)
        return ring.taken != before

    def _refuse_impossible_times(self, notes: list[Note]) -> None:
        """Take out what was noted before the run or after now; `notes` are in order of time."""
        newest = time.monotonic_ns() + SKEW
        if not notes or (notes[0][0] >= self._origin and notes[-1][0] < newest):
            return
        first, end = bisect_left(notes, self._origin, key=_time), bisect_left(notes, newest, key=_time)
        for writer, count in Counter(note[1] for note in (*notes[:first], *notes[end:])).items():
            self._refuse(writer, "notes of a time outside the run", count)
        notes[:] = notes[first:end]

    def close(self) -> None:
        """Give the memory back."""
        for ring in self._rings.values():
            ring.words.release()
        self._memory.close()
