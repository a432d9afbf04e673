"""mptui's side of the journal: takes the notes out of every thread's ring."""

import mmap
import struct
from bisect import bisect_left
from collections.abc import Callable
from itertools import repeat
from operator import itemgetter
from typing import TypeAlias

from mptui.probe.board import Board
from mptui.probe.journal import FIRST_SLOT, JOURNAL_SIZE, LENGTH_SHIFT, RING_SIZE, SLOT, SLOT_SIZE, SLOTS, TAKEN

_U64 = struct.Struct("<Q")
_time = itemgetter(0)
_WORDS = SLOT_SIZE // 8
_START_MASK = (1 << LENGTH_SHIFT) - 1


Note: TypeAlias = tuple[int, int, int, int, bytes]
"""A part of an operation: t, writer, shape, t of the start (0: the same), value; times in CLOCK_MONOTONIC ns.

Plain tuples: there are very many.
"""


class _Ring:
    """A ring in use: how many of its slots have been taken, and its words, eight bytes each."""

    __slots__ = ("base", "number", "taken", "words", "writer")

    def __init__(self, number: int, writer: int, taken: int, memory: mmap.mmap) -> None:
        self.number = number
        self.writer = writer
        self.base = number * RING_SIZE
        self.taken = taken
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
                    values[index] = memory[offset : offset + (start >> LENGTH_SHIFT)]
                    starts[index] = start & _START_MASK
        return list(zip(times, repeat(self.writer), shapes, starts, values, strict=False))


class JournalReader:
    """Owned by the reader thread. `held`: notes taken but not yet handed out, because the pipe may lag behind them."""

    def __init__(self, descriptor: int, board: Board, has_ended: Callable[[int], bool]) -> None:
        """`has_ended` tells whether a thread, by its id on the wire, is over."""
        self._memory = mmap.mmap(descriptor, JOURNAL_SIZE)
        self._board = board
        self._has_ended = has_ended
        self._rings: dict[int, _Ring] = {}
        self._claims = 0
        self.held: list[Note] = []

    @property
    def in_use(self) -> bool:
        """Whether anybody has a ring or a note is held."""
        return bool(self._rings or self.held or self._board.claims != self._claims)

    def _look_for_new_rings(self) -> None:
        claims = self._board.claims
        if claims == self._claims:
            return
        self._claims = claims
        for number, writer in enumerate(self._board.ring_owners()):
            if writer and number not in self._rings:
                taken = _U64.unpack_from(self._memory, number * RING_SIZE + TAKEN)[0]
                self._rings[number] = _Ring(number, writer, taken, self._memory)

    def take(self, horizon: int) -> list[Note]:
        """The notes of before `horizon` (CLOCK_MONOTONIC ns), in order of time."""
        notes, self.held = self.held, []
        self._look_for_new_rings()
        for ring in list(self._rings.values()):
            ended = self._has_ended(ring.writer)
            self._empty(ring, notes)
            if ended:
                del self._rings[ring.number]
                ring.words.release()
                self._board.free_ring(ring.number)
        notes.sort(key=_time)
        if notes and notes[-1][0] >= horizon:
            first_held = bisect_left(notes, horizon, key=_time)
            self.held = notes[first_held:]
            del notes[first_held:]
        return notes

    def _empty(self, ring: _Ring, notes: list[Note]) -> None:
        """Take what there is up to the ring's end, and from its beginning."""
        before = ring.taken
        for _ in range(2):
            place, count = ring.whole()
            if not count:
                break
            notes += ring.notes(self._memory, place, count)
            ring.taken += count
        if ring.taken != before:
            _U64.pack_into(self._memory, ring.base + TAKEN, ring.taken)

    def close(self) -> None:
        """Give the memory back."""
        for ring in self._rings.values():
            ring.words.release()
        self._memory.close()
