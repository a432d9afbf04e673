"""mptui's side of the journal: takes the notes out of every thread's ring."""

import mmap
import struct
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

from mptui.probe.board import Board
from mptui.probe.journal import FIRST_SLOT, JOURNAL_SIZE, RING_SIZE, SLOT, SLOT_SIZE, SLOTS, TAKEN

_U64 = struct.Struct("<Q")
_NUMBER = SLOT.size - _U64.size


class Note(NamedTuple):
    """A part of an operation by thread `writer`; `t` and `started` are CLOCK_MONOTONIC ns, `started` 0 if as `t`."""

    t: int
    writer: int
    head: int
    object: int
    site: int
    started: int
    value: bytes


class _Ring:
    """A ring in use: how many of its slots have been taken."""

    __slots__ = ("base", "number", "taken", "writer")

    def __init__(self, number: int, writer: int, taken: int) -> None:
        self.number = number
        self.writer = writer
        self.base = number * RING_SIZE
        self.taken = taken


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
                self._rings[number] = _Ring(number, writer, taken)

    def take(self, horizon: int) -> list[Note]:
        """The notes of before `horizon` (CLOCK_MONOTONIC ns), in order of time."""
        notes, self.held = self.held, []
        self._look_for_new_rings()
        for ring in list(self._rings.values()):
            ended = self._has_ended(ring.writer)
            self._empty(ring, notes)
            if ended:
                del self._rings[ring.number]
                self._board.free_ring(ring.number)
        notes.sort(key=itemgetter(0))
        if notes and notes[-1].t >= horizon:
            self.held = [note for note in notes if note.t >= horizon]
            del notes[-len(self.held) :]
        return notes

    def _empty(self, ring: _Ring, notes: list[Note]) -> None:
        memory, base, taken, writer = self._memory, ring.base, ring.taken, ring.writer
        first = taken
        while True:
            offset = base + FIRST_SLOT + taken % SLOTS * SLOT_SIZE
            if _U64.unpack_from(memory, offset + _NUMBER)[0] != taken + 1:  # looked at first, as it is written last
                break
            head, identifier, site, started, t, _ = SLOT.unpack_from(memory, offset)
            size = head >> 24
            value = memory[offset + SLOT.size : offset + SLOT.size + size] if size else b""
            notes.append(Note(t, writer, head, identifier, site, started, value))
            taken += 1
            if taken - first >= SLOTS:
                break
        if taken != first:
            ring.taken = taken
            _U64.pack_into(memory, base + TAKEN, taken)

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()
