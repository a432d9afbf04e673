"""The control board: one page of shared memory through which mptui's knobs reach every worker.

mptui is the only writer of everything but the `applied` and `debt` columns of the queue table; those are written by
workers under the table's file lock, which the kernel drops when its holder is killed.

    0   flags       u8   LOCK_OFF | PAUSED | PACED | RESIZED | LOCK_WAS_OFF | REAPING: zero until a knob is turned, so
                         a hook reads one byte
    8   pace        u64  nanoseconds of delay at every operation and fragment
    16  step        u64  counts the steps granted while paused
    24  stepper     u64  the worker that may take the latest step
    32  queues      u64  rows in use of the queue table
    40  maxsize     u64  what every bounded queue made from now on gets instead of its own; 0: its own
    48  claims      u64  counts the rings claimed so far
    56  terminals   2 x u16 u16, columns and rows of the terminals that mptui's own stdout and stderr are, else 0
    64  streams     2 x u64 u64, device and inode of the pipes that stdout and stderr lead to
    96  strays      2 x u64 u64, for each of these pipes how often its reader has begun or ended a read (odd while it
                         is in one), and how many bytes it has read in all
    128 rows of ROW: queue, target, applied, debt
    48K - 64  what a waiter is asked for, as REQUEST; the last of it is written by the waiter, under a file lock
    48K rings of the journal: u64 each, the thread that writes it, 0 if it is free; claimed under a file lock
"""

import contextlib
import fcntl
import mmap
import os
import struct
import sys
from collections.abc import Callable, Iterator
from threading import Lock  # the stock one: what stands in for it later tells of every lock
from typing import Optional

SIZE = 65536
LOCK_OFF, PAUSED, PACED, RESIZED, LOCK_WAS_OFF, REAPING = 1, 2, 4, 8, 16, 32

_PACE, _STEP, _STEPPER, _QUEUES, _MAXSIZE, _CLAIMS, _STREAMS, _STRAYS, _TABLE = 8, 16, 24, 32, 40, 48, 64, 96, 128
_U64 = struct.Struct("<Q")
_FILE = struct.Struct("<QQ")
_SIZE = struct.Struct("<HH")
_TERMINALS = 56
ROW = struct.Struct("<Qqqq")
"""queue (its wire id), target maxsize, applied maxsize, permits still to be retired after a shrink."""
REQUEST = struct.Struct("<QQQQQ")
"""number, how, object, worker, and the number of the last one that was carried out."""
RELEASE, END_WAIT, REAP = 1, 2, 3
"""How a waiter is helped out: see unblock.py."""
_RING_TABLE = 49152
_REQUEST = _RING_TABLE - 64
ROWS = (_REQUEST - _TABLE) // ROW.size
RINGS = (SIZE - _RING_TABLE) // 8
OWN_RANGES = ((0, _CLAIMS), (_TERMINALS, _TABLE))
"""What only mptui writes: first and last byte (which does not belong to it)."""
_U64_MASK = (1 << 64) - 1


_LOW_DESCRIPTORS = 200


F_SETSIG, F_GETSIG = 10, 11
"""Linux fcntl: the signal that tells of input, which nobody asks for. It belongs to the open file, and so marks it."""
_FIRST_MARK = 60


def stream_mark(descriptor: int) -> int:
    """What F_GETSIG tells of the pipe that stdout or stderr leads to. Looking at it is cheaper than fstat."""
    return _FIRST_MARK + descriptor


def create_shared_file(size: int) -> int:
    """Make an unnamed file of `size` bytes, sparse, to be mapped by several processes; returns its descriptor.

    On Linux nobody can change its size: to touch a map beyond the end of its file kills a process by SIGBUS.
    """
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("mptui", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(descriptor, size)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        return descriptor
    import tempfile  # much to import, and Linux needs it not

    with tempfile.TemporaryFile() as file:
        descriptor = os.dup(file.fileno())
    os.ftruncate(descriptor, size)
    return descriptor


def map_shared(descriptor: int, size: int, offset: int = 0) -> mmap.mmap:
    """Map a shared file, and keep clear of the low descriptors, which a program may count on.

    Before Python 3.13 a map keeps a duplicate of the descriptor at the lowest free number: so fill those first.
    """
    if sys.version_info >= (3, 13):
        return mmap.mmap(descriptor, size, offset=offset, trackfd=False)
    fillers: list[int] = []
    try:
        try:
            while not fillers or fillers[-1] < _LOW_DESCRIPTORS:
                fillers.append(os.dup(descriptor))
        except OSError:  # the process may have few, and then ours are low already
            while fillers:
                os.close(fillers.pop())
        return mmap.mmap(descriptor, size, offset=offset)
    finally:
        for filler in fillers:
            os.close(filler)


class Board:
    """A view of the board behind `descriptor`, in mptui or in a worker."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.memory = map_shared(descriptor, SIZE)
        self._mutex = Lock()
        self._rows: dict[int, int] = {}

    def _get(self, offset: int) -> int:
        return int(_U64.unpack_from(self.memory, offset)[0])

    def _set(self, offset: int, value: int) -> None:
        _U64.pack_into(self.memory, offset, value)

    @property
    def flags(self) -> int:
        """The knobs that are turned, as bits."""
        return self.memory[0]

    def set_flag(self, flag: int, on: bool) -> None:
        """Set or clear one bit. mptui only."""
        if on and flag == LOCK_OFF:
            flag |= LOCK_WAS_OFF
        self.memory[0] = self.memory[0] | flag if on else self.memory[0] & ~flag

    @property
    def pace(self) -> int:
        """Delay at every operation and fragment, in ns."""
        return self._get(_PACE)

    def set_pace(self, nanoseconds: int) -> None:
        """Set the delay. mptui only."""
        self._set(_PACE, nanoseconds)
        self.set_flag(PACED, nanoseconds > 0)

    @property
    def step(self) -> tuple[int, int]:
        """The number of steps granted so far, and the worker that may take the latest."""
        return self._get(_STEP), self._get(_STEPPER)

    def grant_step(self, worker: int) -> None:
        """Let a paused worker do one operation. mptui only."""
        self._set(_STEPPER, worker)
        self._set(_STEP, (self._get(_STEP) + 1) & _U64_MASK)

    @property
    def maxsize(self) -> int:
        """The maxsize of every bounded queue made from now on; 0: as the program says."""
        return self._get(_MAXSIZE)

    def set_maxsize(self, maxsize: int) -> None:
        """Override the bounds of queues to come. mptui only."""
        self._set(_MAXSIZE, maxsize)

    def set_stream(self, descriptor: int, pipe: int) -> None:
        """Say which pipe the program's descriptor 1 or 2 leads to. mptui only."""
        found = os.fstat(pipe)
        _FILE.pack_into(self.memory, _STREAMS + (descriptor - 1) * _FILE.size, found.st_dev, found.st_ino)
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, F_SETSIG, stream_mark(descriptor))

    def set_terminal_size(self, descriptor: int, columns: int, rows: int) -> None:
        """Say how large the terminal is that mptui's own descriptor 1 or 2 leads to. mptui only."""
        _SIZE.pack_into(self.memory, _TERMINALS + (descriptor - 1) * _SIZE.size, columns, rows)

    def terminal_size(self, descriptor: int) -> tuple[int, int]:
        """Columns and rows of the terminal in the place of descriptor 1 or 2, as the run began; (0, 0) if none."""
        columns, rows = _SIZE.unpack_from(self.memory, _TERMINALS + (descriptor - 1) * _SIZE.size)
        return columns, rows

    def stream(self, descriptor: int) -> tuple[int, int]:
        """Device and inode of the pipe that descriptor 1 or 2 leads to, unless the program puts another file there."""
        device, inode = _FILE.unpack_from(self.memory, _STREAMS + (descriptor - 1) * _FILE.size)
        return device, inode

    @staticmethod
    def stray_reads_at(descriptor: int) -> tuple[int, int]:
        """Where in the memory a count begins and ends that changes with every read of stray output."""
        place = _STRAYS + (descriptor - 1) * _FILE.size
        return place, place + 8

    def stray_reads(self, descriptor: int) -> bytes:
        """That count, as bytes to be compared."""
        first, last = self.stray_reads_at(descriptor)
        return self.memory[first:last]

    def strays_read(self, descriptor: int) -> tuple[int, int]:
        """That count, and the bytes read in all, which are right if the count is even and still the same afterwards."""
        count, total = _FILE.unpack_from(self.memory, _STRAYS + (descriptor - 1) * _FILE.size)
        return count, total

    def note_stray_read(self, descriptor: int, count: int, total: int) -> None:
        """A read of stray output begins (an odd count) or has ended. mptui only."""
        _FILE.pack_into(self.memory, _STRAYS + (descriptor - 1) * _FILE.size, count, total)

    def ask(self, how: int, shared: int, worker: int) -> None:
        """Ask a worker that waits for an object to help itself out. mptui only."""
        number, *_, done = self.request
        REQUEST.pack_into(self.memory, _REQUEST, number, how, shared, worker, done)
        self._set(_REQUEST, (number + 1) & _U64_MASK)

    @property
    def request(self) -> tuple[int, int, int, int, int]:
        """The latest request, as in REQUEST."""
        return REQUEST.unpack_from(self.memory, _REQUEST)

    def take_request(self, number: int) -> bool:
        """Whether the caller is the one who is to carry out a request: nobody else has taken it."""
        with self.locked(_REQUEST):
            latest, *_, done = self.request
            if latest != number or done == number:
                return False
            self._set(_REQUEST + REQUEST.size - 8, number)
            return True

    def set_target(self, queue: int, target: int, current: int) -> bool:
        """Ask for another maxsize of a queue that has `current` now. mptui only. False if the table is full."""
        offset = self.row(queue)
        if offset is None:
            used = self._get(_QUEUES)
            if used >= ROWS:
                return False
            offset = _TABLE + used * ROW.size
            ROW.pack_into(self.memory, offset, queue, target, current, 0)
            self._set(_QUEUES, used + 1)
        else:
            struct.pack_into("<q", self.memory, offset + 8, target)
        self.set_flag(RESIZED, True)
        return True

    def row(self, queue: int) -> Optional[int]:
        """Where the queue's row begins, or None if it was never resized."""
        known = self._rows.get(queue)
        if known is not None:
            return known
        for index in range(min(self._get(_QUEUES), ROWS)):
            offset = _TABLE + index * ROW.size
            self._rows[self._get(offset)] = offset
        return self._rows.get(queue)

    def read_row(self, offset: int) -> tuple[int, int, int]:
        """Target, applied and debt of a row."""
        _, target, applied, debt = ROW.unpack_from(self.memory, offset)
        return target, applied, debt

    def write_row(self, offset: int, applied: int, debt: int) -> None:
        """Record what has been applied; only under `locked(offset)`."""
        struct.pack_into("<qq", self.memory, offset + 16, applied, debt)

    def claim_ring(self, thread: int) -> Optional[int]:
        """Take a free ring of the journal for a thread; None if there is none."""
        with self.locked(_RING_TABLE):
            owners = self.ring_owners()
            if 0 not in owners:
                return None
            number = owners.index(0)
            self._set(_RING_TABLE + number * 8, thread)
            self._set(_CLAIMS, (self.claims + 1) & _U64_MASK)
        return number

    @property
    def claims(self) -> int:
        """How often a ring has been claimed so far."""
        return self._get(_CLAIMS)

    def free_ring(self, number: int) -> None:
        """Its thread has ended and all it noted has been taken. mptui only."""
        self._set(_RING_TABLE + number * 8, 0)

    def ring_owners(self) -> list[int]:
        """The thread that writes each ring, 0 for a free one."""
        return list(struct.unpack_from(f"<{RINGS}Q", self.memory, _RING_TABLE))

    @contextlib.contextmanager
    def locked(self, offset: int) -> Iterator[None]:
        """Exclude other processes and threads from a row. A file lock: a killed holder cannot leave it locked."""
        with self._mutex:
            fcntl.lockf(self.descriptor, fcntl.LOCK_EX, 1, offset)
            try:
                yield
            finally:
                fcntl.lockf(self.descriptor, fcntl.LOCK_UN, 1, offset)

    @property
    def free_mutex(self) -> Callable[[], None]:
        """To be called in a forked child: the mutex may have been held by a thread that is not there."""
        return self._mutex._at_fork_reinit  # type: ignore[attr-defined,no-any-return]

    def close(self) -> None:
        """Give the memory and the descriptor back."""
        self.memory.close()
        os.close(self.descriptor)
