"""Who writes, and the one write that carries a record out of a worker.

Each thread writes under an identity of its own, so that its `seq` has no gaps but losses. A thread of the program is
a worker and writes as that worker. So is a thread that a library made, from the first thing on that it does for the
program: it introduces itself. What a library tells in a thread of its own is written for the worker it belongs to.
"""

import errno
import itertools
import os
import select
import threading
from collections.abc import Callable, Iterable, Iterator
from time import monotonic_ns
from typing import Any, Optional

from . import wire
from .board import Board
from .channels import Channels, File, file_at, raise_descriptor, restored
from .waiting import waited

Record = tuple[int, bytes]
"""kind, payload"""
PutFragment = Callable[[int, bytes], bool]
"""put_fragment(stream, data): write one record of output; `data` is at most wire.FRAGMENT_MAX bytes long. False if it
could not be written."""

_OWN_FUNCTIONS = ("note", "put_fragment")
"""What is a function of each thread's own, so that it looks up little; made when it is first needed."""


class _Writer(threading.local):
    """This thread's identity on the wire, and its functions to write under it.

    `put_fragment` writes output; `note` records a part of an operation (see journal.py): a thread's first note gives it
    a ring of its own. `next_seq` counts records: a number that is taken and not written is a loss, of which mptui knows
    by the gap; it is a count, because a signal handler may write in the middle of a write: nobody may be given a seq
    twice. `behalf`: the worker for which it writes, if its identity is no worker's own. `starting`: the worker whose
    process this thread is starting; `library`: what it makes is not the program's; `library_identity`: the identity
    under which a library's thread that is no worker writes, once it has one; `end`: what tells of the end of a thread
    of which threading does not know; `child_environment`: the variables that a child which it makes gets besides;
    `forked_by_hand`: its process has what was in the streams' buffers when another was forked, which has it, too.
    """

    id = 0
    behalf = 0
    library_identity: Optional[tuple[int, Callable[[], int]]] = None
    end: Any = None
    starting = 0
    library = False
    child_environment: Optional[dict[bytes, bytes]] = None
    forked_by_hand = False
    deferred: tuple[Record, ...] = ()
    note: Any = None
    next_seq: Callable[[], int] = itertools.count(1).__next__
    out: "Emitter"
    _suspended: Optional[dict[str, Any]] = None

    def become(self, identity: int, out: "Emitter") -> None:
        """Write under `identity` from now on, by `out`."""
        for name in _OWN_FUNCTIONS:
            self.__dict__.pop(name, None)
        self.id, self.behalf, self.out, self.deferred, self._suspended, self.library_identity = (
            identity,
            0,
            out,
            (),
            None,
            None,
        )
        self.next_seq = itertools.count(1).__next__

    def defer(self, kind: int, payload: bytes) -> None:
        """Have a record go out in the same write as this thread's next one, or before its next note.

        A write of its own would wake mptui just before the program's first: that alone changes how workers overlap.
        """
        if not self.deferred:
            own = self.__dict__
            self._suspended = {name: own.pop(name) for name in _OWN_FUNCTIONS if name in own}
        self.deferred = (*self.deferred, (kind, payload))

    def write_deferred(self) -> None:
        """Write what is deferred, if anything."""
        deferred = self._take_deferred()
        if deferred:
            self._put_all(deferred)

    def put(self, kind: int, payload: bytes) -> bool:
        """Write one record, after what is deferred. Waits while the pipe is full, as a write to a slow terminal does.

        False if it could not be written.
        """
        out = self.out
        if out.descriptor < 0:
            return False
        if not self.id:
            if kind != wire.OUTPUT:
                return self._put_for_library(kind, payload)
            out.introduce()
        if self.deferred or len(payload) > wire.PAYLOAD_MAX:
            return self._put_all((*self._take_deferred(), (kind, payload)))
        now = monotonic_ns()
        if now - out.seen > _TRUST:
            out.look()
        seq = self.next_seq() & 0xFFFFFFFF
        frame = _pack(_HEADER + len(payload), kind, 0, self.id, seq, now) + payload
        try:
            _write(out.descriptor, frame)
        except OSError:
            return out.deliver(frame)
        return True

    def _put_for_library(self, kind: int, payload: bytes) -> bool:
        """A library tells of its own doings, in a thread that is no worker."""
        known, is_new = self.library_identity, self.library_identity is None
        if known is None:
            known = self.library_identity = self.out.new_id(), itertools.count(1).__next__
        self.id, self.next_seq = known
        try:
            if is_new:
                self.put(wire.WRITER, wire.WRITER_HEAD.pack(self.out.worker))
            return self.put(kind, payload)
        finally:
            self.id = 0

    def put_fragment(self, stream: int, data: bytes) -> bool:
        """A thread's first fragment, and its first after a record was deferred."""
        if self.deferred or not self.id:
            return self.put(wire.OUTPUT, wire.OUTPUT_HEAD.pack(stream) + data)
        self.put_fragment = _fragment_writer(self)  # type: ignore[method-assign,assignment]
        return self.put_fragment(stream, data)

    def deliver(self, frame: bytes) -> bool:
        """Write a record for which there was no room. Meanwhile signal handlers may run, and raise."""
        try:
            return self.out.deliver(frame, waited)
        except BaseException:
            seq = wire.FRAME.unpack_from(frame)[4]  # the record was not written, so its number is not lost
            self.next_seq = itertools.chain((seq,), iter(self.next_seq, None)).__next__
            self.__dict__.pop("put_fragment", None)
            raise

    def _take_deferred(self) -> tuple[Record, ...]:
        deferred, self.deferred = self.deferred, ()
        self.__dict__.update(self._suspended or {})
        self._suspended = None
        return deferred

    def _put_all(self, records: Iterable[Record]) -> bool:
        """Write records in as few writes as they fit into."""
        deliver, together = self.out.deliver, b""
        for kind, payload in records:
            if len(payload) > wire.PAYLOAD_MAX:
                deliver(together)
                self._put_pieces(kind, payload)
                together = b""
                continue
            seq = self.next_seq() & 0xFFFFFFFF
            frame = _pack(_HEADER + len(payload), kind, 0, self.id, seq, monotonic_ns()) + payload
            if len(together) + len(frame) > wire.PIPE_BUF:
                deliver(together)
                together = b""
            together += frame
        return deliver(together)

    def _put_pieces(self, kind: int, payload: bytes) -> None:
        """As many frames as a long payload needs."""
        seq, t = self.next_seq() & 0xFFFFFFFF, monotonic_ns()
        for start in range(0, len(payload), wire.PAYLOAD_MAX):
            piece = payload[start : start + wire.PAYLOAD_MAX]
            flags = wire.MORE if start + wire.PAYLOAD_MAX < len(payload) else 0
            self.out.deliver(_pack(_HEADER + len(piece), kind, flags, self.id, seq, t) + piece)


_pack, _write, _HEADER = wire.FRAME.pack, os.write, wire.HEADER.size


writer = _Writer()
_kept: list[dict[str, Any]] = []
"""What forked children inherit from the threads that made them. To free it is to write to it: each page is copied."""


def _at_once(function: Callable[[], object]) -> object:
    return function()


class Emitter:
    """This process's end of the event pipe, its control board, and its identity.

    `channels`: where to open the descriptors anew, if anywhere. `seen`: when the pipe's was last seen to be ours, in
    CLOCK_MONOTONIC ns.
    """

    def __init__(self) -> None:
        self.descriptor = -1
        self.journal = -1
        self.channels: Optional[Channels] = None
        self.seen = 0
        self._files: tuple[Optional[File], ...] = ()
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
        self._files = tuple(map(file_at, (self.descriptor, self.board.descriptor, self.journal)))

    def look(self) -> None:
        """If the program closed our descriptors, and perhaps opened others there, open ours anew or switch off."""
        self.seen = monotonic_ns()
        if self.descriptor >= 0 and file_at(self.descriptor) != self._files[0] and not self.restore():
            self.descriptor = -1

    def restore(self) -> bool:
        """Open anew what is not ours any more; False if that cannot be done."""
        found = restored((self.descriptor, self.board.descriptor, self.journal), self._files, self.channels)
        if found is None:
            return False
        self.descriptor, self.board.descriptor, self.journal = found
        return True

    def become(self, worker: int = 0, deferred: tuple[Record, ...] = ()) -> int:
        """This process, and the calling thread, are `worker` from now on, or one that nobody has made; returns it.

        `deferred`: what goes out ahead of its first record.
        """
        self._ids = itertools.count(int.from_bytes(os.urandom(5), "big") >> 3 << 24)
        self.worker = worker or self.new_id()
        _kept.append(dict(writer.__dict__))
        writer.become(self.worker, self)
        writer.deferred = deferred
        return self.worker

    def new_id(self) -> int:
        """An identifier that nobody else in this run has."""
        return next(self._ids)

    emit = staticmethod(writer.put)

    def deliver(self, frames: bytes, wait: Callable[..., object] = _at_once) -> bool:
        """Write whole records, at most PIPE_BUF bytes, and wait for room. False if it could not be done.

        `wait` calls the function that waits: without `waited`, no signal handler runs.
        """
        while self.descriptor >= 0:
            try:
                _write(self.descriptor, frames)
                return True
            except BlockingIOError:
                poll = select.poll()
                poll.register(self.descriptor, select.POLLOUT)
            except OSError as error:
                if error.errno == errno.EBADF and self.restore():
                    continue
                self.descriptor = -1  # mptui is gone, or we cannot reach it: the program goes on unseen
                break
            wait(poll.poll)
        return False

    def introduce_as(self, identity: int) -> None:
        """Name the worker that this process is for a writer that is no thread."""
        head = _pack(_HEADER + wire.WRITER_HEAD.size, wire.WRITER, 0, identity, 1, monotonic_ns())
        self.deliver(head + wire.WRITER_HEAD.pack(self.worker))

    def introduce(self) -> None:
        """The calling thread, of which nobody has told, does something of the program's: it is a worker from now on."""
        self.leave_library()
        worker, deferred = self.new_id(), writer.deferred
        writer.become(worker, self)
        name = self.name_thread(worker).encode("utf-8", "backslashreplace")
        created = wire.CREATED_HEAD.pack(worker, self.worker, wire.THREAD) + name
        started = wire.WORKER_HEAD.pack(worker, os.getpid())
        writer.deferred = ((wire.WORKER_CREATED, created), (wire.WORKER_STARTED, started), *deferred)

    def leave_library(self) -> None:
        """The calling thread is about to be a worker, and no library's any more; see hooks.threads."""

    def name_thread(self, worker: int) -> str:
        """What the calling thread is called, which has become `worker`; see hooks.threads."""
        return f"Thread-{worker}"

    def serve(self) -> None:
        """The calling thread is a library's, and nothing that it does is the program's: it writes for the process."""
        if not writer.id:
            writer.become(self.new_id(), self)
            self.emit(wire.WRITER, wire.WRITER_HEAD.pack(self.worker))

    def resume(self) -> None:
        """Go on as this process's worker, of which something else has written before, under another identity."""
        writer.become(self.new_id(), self)
        writer.behalf = self.worker
        self.emit(wire.WRITER, wire.WRITER_HEAD.pack(self.worker))


_TRUST = 20_000_000
"""Nanoseconds for which a descriptor that was ours is taken to be so still."""

emitter = Emitter()
_Writer.out = emitter


def _fragment_writer(thread: _Writer) -> PutFragment:
    """The commonest record by far; each lookup is time in which no other thread of the program runs."""
    out, identity, next_seq = thread.out, thread.id, thread.next_seq
    pack, now, write = wire.OUTPUT_FRAME.pack, monotonic_ns, os.write
    header, most = wire.HEADER.size + wire.OUTPUT_HEAD.size, wire.FRAGMENT_DATA_MAX

    def put_fragment(stream: int, data: bytes) -> bool:
        size = len(data)
        if size > most:
            return writer.put(wire.OUTPUT, wire.OUTPUT_HEAD.pack(stream) + data)
        frame = pack(header + size, wire.OUTPUT, 0, identity, next_seq() & 0xFFFFFFFF, now(), stream) + data
        try:
            write(out.descriptor, frame)
        except OSError:
            return writer.deliver(frame)
        return True

    return put_fragment
