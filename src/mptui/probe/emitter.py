"""Who writes, and the one write that carries a record out of a worker.

Each thread writes under an identity of its own, so that its `seq` has no gaps but losses. A thread of the program is
a worker and writes as that worker; a thread that a library keeps for itself writes for the worker it belongs to.
"""

import fcntl
import itertools
import os
import threading
from collections.abc import Iterator
from time import monotonic_ns
from typing import Any

from . import wire
from .board import Board


class _Writer(threading.local):
    """This thread's identity on the wire.

    `seq` is a count, because a signal handler may emit in the middle of an emit: nobody may be given a seq twice.
    `starting`: the worker whose process this thread is just starting; `library`: what it makes is not the program's;
    `note` records a part of an operation (see journal.py): a thread's first note gives it a ring of its own.
    """

    id = 0
    seq: Iterator[int] = itertools.count(1)
    starting = 0
    library = False
    note: Any = None

    def become(self, identity: int) -> None:
        """Write under `identity` from now on."""
        self.id, self.seq = identity, itertools.count(1)
        self.__dict__.pop("note", None)


writer = _Writer()


class Emitter:
    """This process's end of the event pipe, its control board, and its identity."""

    def __init__(self) -> None:
        self.descriptor = -1
        self.journal = -1
        self.board: Board = None  # type: ignore[assignment] # set by open, before any hook is in place
        self.worker = 0
        self._ids: Iterator[int] = itertools.count()

    @property
    def on(self) -> bool:
        """Whether records are written; False before `open` and after the probe switched itself off."""
        return self.descriptor >= 0

    def open(self, descriptor: int, board: int, journal: int) -> None:
        """Write to `descriptor`; all are moved up high, out of the way of programs that close or expect low ones."""
        self.descriptor = raise_descriptor(descriptor)
        self.board = Board(raise_descriptor(board))
        self.journal = raise_descriptor(journal)

    def become(self, worker: int) -> None:
        """This process, and the calling thread, are `worker` from now on."""
        self._ids = itertools.count(int.from_bytes(os.urandom(5), "big") << 24)
        self.worker = worker
        writer.become(worker)

    def new_id(self) -> int:
        """An identifier that nobody else in this run has."""
        return next(self._ids)

    def emit(self, kind: int, payload: bytes) -> None:
        """Write one record. Blocks while the pipe is full, as a write to a slow terminal does."""
        if self.descriptor < 0:
            return
        if not writer.id:
            self.introduce()
        seq = next(writer.seq) & 0xFFFFFFFF
        size = len(payload)
        now = monotonic_ns()
        try:
            if size <= wire.PAYLOAD_MAX:
                head = wire.FRAME.pack(wire.HEADER.size + size, kind, 0, writer.id, seq, now)
                os.write(self.descriptor, head + payload)
            else:
                self._emit_pieces(kind, seq, now, payload)
        except OSError:
            self.descriptor = -1  # mptui is gone, or the program closed our descriptor: the program goes on unseen

    def _emit_pieces(self, kind: int, seq: int, now: int, payload: bytes) -> None:
        for start in range(0, len(payload), wire.PAYLOAD_MAX):
            piece = payload[start : start + wire.PAYLOAD_MAX]
            flags = wire.MORE if start + wire.PAYLOAD_MAX < len(payload) else 0
            head = wire.FRAME.pack(wire.HEADER.size + len(piece), kind, flags, writer.id, seq, now)
            os.write(self.descriptor, head + piece)

    def introduce(self) -> None:
        """Name the worker for which a library's thread writes."""
        writer.become(self.new_id())
        self.emit(wire.WRITER, wire.WRITER_HEAD.pack(self.worker))


def raise_descriptor(descriptor: int) -> int:
    """Move a descriptor to a high number, not inherited by exec; returns the new one."""
    for lowest in (900, 200, 50):
        try:
            high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, lowest)
        except OSError:
            continue
        os.close(descriptor)
        return high
    os.set_inheritable(descriptor, False)
    return descriptor


emitter = Emitter()
