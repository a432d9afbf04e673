"""Operations without a system call: each thread notes them in a ring of its own in shared memory, mptui reads them.

A ring has one writer, its thread, and one reader, mptui's reader thread. Slots are numbered from 1 on, over all users
of a ring; the number is written last, so a slot that has the number it must have is whole. The reader notes in `taken`
how far it has come. Nothing is locked, and what a killed worker has noted stays. A full ring makes its writer wait, as
a full pipe does: it kicks the reader awake at the end of each half, and looks before it begins the next.

Slots and pipe records carry the same clock. mptui merges them by it; see `Decoder.feed`.
"""

import itertools
import mmap
import struct
import sys
import time
from collections.abc import Callable
from threading import get_ident

from . import wire
from .board import RINGS, map_shared
from .emitter import emitter, writer

SLOT = struct.Struct("<QQQQ")
"""t, shape, t of the start, number; then the value. The number is written last. The value's length stands in the
highest byte of the t of the start. A slot of shape 0 tells nothing."""
_SLOT_AT_ONCE = struct.Struct("<QQ8xQ")
"""The same for an operation whose start is its end."""
SLOT_SIZE = 128
VALUE_MAX = SLOT_SIZE - SLOT.size
_VALUE = struct.Struct(f"{VALUE_MAX}s")
LENGTH_SHIFT = 56
TAKEN, THREAD, FIRST_SLOT = 0, 8, 128
"""Offsets in a ring: how many slots have been taken, the writing thread's `ident`, the slots."""
RING_SIZE = 1 << 18
HALF = (RING_SIZE - FIRST_SLOT) // SLOT_SIZE // 2
SLOTS = 2 * HALF
JOURNAL_SIZE = RINGS * RING_SIZE
_OFFSETS = range(FIRST_SLOT, FIRST_SLOT + SLOTS * SLOT_SIZE, SLOT_SIZE)
_ENDS = (bytes(HALF - 1) + b"\1") * 2
"""For each slot whether a half ring ends with it."""

_U64 = struct.Struct("<Q")
_pack = SLOT.pack_into
_FULL_NAP = 0.0002
"""Seconds between two looks at a full ring."""


Noter = Callable[..., None]
"""note(shape, started=0, value=b""): record a part of an operation; `started` in CLOCK_MONOTONIC ns."""


def _ring_noter(memory: mmap.mmap) -> Noter:
    """Note in a ring. A signal handler may come in between and fill another slot: its number is its own."""
    taken = _U64.unpack_from(memory, TAKEN)[0]
    next_slot, first_of_half = _slots_from(taken), taken + 1
    pack_at_once, now = _SLOT_AT_ONCE.pack_into, time.monotonic_ns
    pack_value, value_at = _VALUE.pack_into, SLOT.size

    def note(shape: int, started: int = 0, value: bytes = b"") -> None:
        nonlocal first_of_half
        number, offset, at_border = next_slot()
        try:
            if not started and not value:
                pack_at_once(memory, offset, now(), shape, number)
            else:
                size = len(value) if len(value) < VALUE_MAX else VALUE_MAX
                pack_value(memory, offset + value_at, value)
                _pack(memory, offset, now(), shape, started | size << LENGTH_SHIFT, number)
        except BaseException:
            pack_at_once(memory, offset, now(), 0, number)
            raise  # thrown in from outside: the slot must not stay a gap at which the reader would wait for ever
        finally:
            if at_border:
                first_of_half = number + 1
                writer.note = note_after_border
        if at_border:
            emitter.emit(wire.KICK, b"")

    def note_after_border(shape: int, started: int = 0, value: bytes = b"") -> None:
        """Wait for room, and let no signal handler run: one that raised would leave a release undone, or untold.

        No slot is taken before there is room, as whatever else notes meanwhile would overtake it.
        """
        while emitter.on and _U64.unpack_from(memory, TAKEN)[0] + SLOTS < first_of_half + HALF - 1:
            time.sleep(_FULL_NAP)
        writer.note = note
        note(shape, started, value)

    return note


def _slots_from(taken: int) -> Callable[[], tuple[int, int, int]]:
    """Gives number, offset and whether a half ends of each slot in turn; one call: nothing can come in between."""
    first = taken % SLOTS
    offsets = itertools.chain(_OFFSETS[first:], itertools.chain.from_iterable(itertools.repeat(_OFFSETS)))
    ends = itertools.chain(_ENDS[first:], itertools.chain.from_iterable(itertools.repeat(_ENDS)))
    return zip(itertools.count(taken + 1), offsets, ends).__next__


class _Ends:
    """A ring for the ends of all threads of this process.

    A thread's end is noted between its last line and its death. Whatever let go of the interpreter there would let
    others find it alive that would not without mptui. So nothing may be written to the pipe, and no ring claimed.
    """

    def __init__(self) -> None:
        self._process = 0
        self._note: Callable[[bytes], bool] = _no_ring

    def prepare(self) -> None:
        """Have a ring. Called by whoever starts a thread."""
        if self._process == emitter.worker:
            return
        self._process, self._note = emitter.worker, _no_ring
        identity = emitter.new_id()
        if not emitter.on or not _has_interpreter_lock() or not emitter.restore():
            return
        number = emitter.board.claim_ring(identity)
        if number is not None:
            emitter.introduce_as(identity)
            self._note = _end_noter(map_shared(emitter.journal, RING_SIZE, number * RING_SIZE))
            emitter.emit(wire.RING_TAKEN, b"")

    def note(self, worker: int) -> bool:
        """The calling thread, which is `worker`, is over. False if this has to be told by the pipe."""
        return self._process == emitter.worker and self._note(wire.TARGET.pack(worker))


_has_interpreter_lock: Callable[[], bool] = getattr(sys, "_is_gil_enabled", lambda: True)
"""Whether a slot's number is taken by one thread at a time, which the interpreter's lock sees to."""


def _no_ring(_: bytes) -> bool:
    return False


def _end_noter(memory: mmap.mmap) -> Callable[[bytes], bool]:
    """Note in a ring that threads share. It never waits: while half of it has not been read, it takes no note."""
    last = _U64.unpack_from(memory, TAKEN)[0]
    next_slot, now = _slots_from(last), time.monotonic_ns

    def note(value: bytes) -> bool:
        nonlocal last
        if last - _U64.unpack_from(memory, TAKEN)[0] > HALF:
            return False
        last, offset, _ = next_slot()
        _VALUE.pack_into(memory, offset + SLOT.size, value)
        _pack(memory, offset, now(), wire.ENDED, len(value) << LENGTH_SHIFT, last)
        return True

    return note


ends = _Ends()


def _pipe_note(shape: int, started: int = 0, value: bytes = b"") -> None:
    emitter.emit(wire.OPERATION, wire.OPERATION_HEAD.pack(shape, started) + value)


def _first_note(shape: int, started: int = 0, value: bytes = b"") -> None:
    """What a thread has until its first operation: give it a ring, or the pipe if all rings are taken.

    And while a record is deferred, which has to be written first.
    """
    out = writer.out
    if not out.on:
        return
    if not writer.id:
        out.introduce()
    if writer.deferred:
        writer.write_deferred()
        writer.note(shape, started, value)
        return
    number = out.board.claim_ring(writer.id) if out.restore() else None
    if number is None:
        writer.note = _pipe_note
    else:
        memory = map_shared(out.journal, RING_SIZE, number * RING_SIZE)
        _U64.pack_into(memory, THREAD, get_ident())
        writer.note = _ring_noter(memory)
    writer.note(shape, started, value)
    if number is not None:
        emitter.emit(wire.RING_TAKEN, b"")


def install() -> None:
    """Give every thread its way to note."""
    type(writer).note = staticmethod(_first_note)
