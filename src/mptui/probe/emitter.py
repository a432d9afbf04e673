"""Who writes, and the one write that carries a record out of a worker.

Each thread writes under an identity of its own, so that its `seq` has no gaps but losses. A thread of the program is
a worker and writes as that worker; a thread that a library keeps for itself writes for the worker it belongs to.
"""

import fcntl
import itertools
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from time import monotonic_ns
from typing import Any, Optional

from . import wire
from .board import Board

Record = tuple[int, bytes]
"""kind, payload"""
Put = Callable[..., None]
"""put(kind, payload, before=()): write one record, and those of `before` ahead of it, in the same write if they fit."""
PutFragment = Callable[[int, bytes], None]
"""put_fragment(stream, data): write one record of output; `data` is at most wire.FRAGMENT_MAX bytes long."""


_WAYS = ("note", "put", "put_fragment")


class _Writer(threading.local):
    """This thread's identity on the wire.

    `put` and `put_fragment` write under that identity; each thread has its own, so that a write looks up little.
    `next_seq` counts them: a number that is taken and not written is a loss, of which mptui knows by the gap.
    `starting`: the worker whose process this thread is just starting; `library`: what it makes is not the program's;
    `note` records a part of an operation (see journal.py): a thread's first note gives it a ring of its own.
    """

    id = 0
    starting = 0
    library = False
    held: tuple[Record, ...] = ()
    note: Any = None
    put: Put
    put_fragment: PutFragment
    next_seq: Callable[[], int] = itertools.count(1).__next__

    def become(self, identity: int, out: Optional["Emitter"] = None) -> None:
        """Write under `identity` from now on, by `out` (None: the process's own)."""
        for name in _WAYS:
            self.__dict__.pop(name, None)
        self.id, self.held = identity, ()
        if identity:
            self.put, self.put_fragment, self.next_seq = _ways_out(out or emitter, identity)

    def hold(self, kind: int, payload: bytes) -> None:
        """Have a record go out in the same write as this thread's next one, or before its next note.

        A write of its own would wake mptui just before the program's first: that alone changes how workers overlap.
        """
        self.held = (*self.held, (kind, payload))
        if len(self.held) > 1:
            return
        ways = {name: self.__dict__.pop(name) for name in _WAYS if name in self.__dict__}

        def take() -> tuple[Record, ...]:
            held, self.held = self.held, ()
            for name in _WAYS:
                self.__dict__.pop(name, None)
            self.__dict__.update(ways)
            return held

        def put(next_kind: int, next_payload: bytes) -> None:
            held = take()
            self.put(next_kind, next_payload, held)

        def note(*args: Any) -> None:
            held = take()
            if held:  # else what was to be noted has emitted since this function was looked up
                self.put(*held[-1], held[:-1])
            self.note(*args)

        self.put, self.note = put, note


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
        writer.become(worker, self)

    def new_id(self) -> int:
        """An identifier that nobody else in this run has."""
        return next(self._ids)

    def emit(self, kind: int, payload: bytes) -> None:
        """Write one record. Blocks while the pipe is full, as a write to a slow terminal does."""
        writer.put(kind, payload)

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


def _ways_out(out: Emitter, identity: int) -> tuple[Put, PutFragment, Callable[[], int]]:
    """The two ways in which a thread writes records, and the count of them.

    `seq` is a count, because a signal handler may write in the middle of a write: nobody may be given a seq twice.
    """
    next_seq = itertools.count(1).__next__
    put = _record_way(out, identity, next_seq)
    return put, _fragment_way(out, identity, next_seq, put), next_seq


def _record_way(out: Emitter, identity: int, next_seq: Callable[[], int]) -> Put:
    pack, now, write, header = wire.FRAME.pack, monotonic_ns, os.write, wire.HEADER.size

    def frame(kind: int, payload: bytes) -> bytes:
        return pack(header + len(payload), kind, 0, identity, next_seq() & 0xFFFFFFFF, now()) + payload

    def put_ahead(descriptor: int, before: Sequence[Record], room: int) -> bytes:
        """Write all but what goes into one write with `room` bytes more; returns that."""
        ahead = b""
        for record in before:
            following = frame(*record)
            if len(ahead) + len(following) > wire.PIPE_BUF:
                write(descriptor, ahead)
                ahead = b""
            ahead += following
        if len(ahead) + room > wire.PIPE_BUF:
            write(descriptor, ahead)
            return b""
        return ahead

    def put(kind: int, payload: bytes, before: Sequence[Record] = ()) -> None:
        descriptor = out.descriptor
        if descriptor < 0:
            return
        try:
            ahead = put_ahead(descriptor, before, wire.FRAME.size + len(payload)) if before else b""
            if len(payload) > wire.PAYLOAD_MAX:
                put_pieces(descriptor, kind, payload)
            else:
                write(descriptor, ahead + frame(kind, payload))
        except OSError:
            out.descriptor = -1  # mptui is gone, or the program closed our descriptor: the program goes on unseen

    def put_pieces(descriptor: int, kind: int, payload: bytes) -> None:
        seq, t = next_seq() & 0xFFFFFFFF, now()
        for start in range(0, len(payload), wire.PAYLOAD_MAX):
            piece = payload[start : start + wire.PAYLOAD_MAX]
            flags = wire.MORE if start + wire.PAYLOAD_MAX < len(payload) else 0
            write(descriptor, pack(header + len(piece), kind, flags, identity, seq, t) + piece)

    return put


def _fragment_way(out: Emitter, identity: int, next_seq: Callable[[], int], put: Put) -> PutFragment:
    """The commonest record by far; each lookup is time in which no other thread of the program runs."""
    pack, now, write = wire.OUTPUT_FRAME.pack, monotonic_ns, os.write
    header, most = wire.HEADER.size + wire.OUTPUT_HEAD.size, wire.FRAGMENT_DATA_MAX

    def put_fragment(stream: int, data: bytes) -> None:
        size = len(data)
        if size > most:
            put(wire.OUTPUT, wire.OUTPUT_HEAD.pack(stream) + data)
            return
        try:
            write(
                out.descriptor,
                pack(header + size, wire.OUTPUT, 0, identity, next_seq() & 0xFFFFFFFF, now(), stream) + data,
            )
        except OSError:
            out.descriptor = -1

    return put_fragment


def _put_introduced(kind: int, payload: bytes, before: Sequence[Record] = ()) -> None:
    """The first record of a thread: one that is no worker itself has to be introduced."""
    if not emitter.on:
        return
    if writer.id:
        writer.become(writer.id)
    else:
        emitter.introduce()
    writer.put(kind, payload, before)


def _put_first_fragment(stream: int, data: bytes) -> None:
    """A fragment, by whatever way records go just now."""
    writer.put(wire.OUTPUT, wire.OUTPUT_HEAD.pack(stream) + data)


_Writer.put = staticmethod(_put_introduced)
_Writer.put_fragment = staticmethod(_put_first_fragment)
