"""The feeder threads of multiprocessing's queues, which write what is in a process's buffer into the queue's pipe.

It is told when an item is on its way, when a feeder may have to wait for room or for its turn, when an item cannot be
pickled, and when somebody waits for a feeder to be done.
"""

import os
import select
import sys
from collections.abc import Callable
from multiprocessing import queues
from typing import Any

from ... import wire
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...emitter import emitter, writer
from ...guard import failed
from ...journal import VALUE_MAX
from ...notes import begin, finish, shape
from ...origin import site
from .permits import QueuePermits

_JOIN_THREAD: Any = queues.Queue.join_thread.__code__
_SOON = 0.1
"""Seconds."""


def _wrap_start_thread(stock: Any) -> Any:
    @stands_in(stock)
    def _start_thread(self: Any) -> None:
        if type(self._sem) is QueuePermits:
            self._send_bytes = _feeding(self._send_bytes, self._writer, self._sem.identifier)
            self._on_queue_feeder_error = _failing(self._on_queue_feeder_error, self._sem.identifier)
        lock = self._wlock
        if type(self._sem) is QueuePermits and lock is not None:
            self._wlock = _WritingLock(lock, self._sem.identifier)
        try:
            stock(self)
        finally:
            self._wlock = lock
        if type(self._sem) is QueuePermits and self._jointhread is not None:
            self._jointhread._callback = _joining(
                self._jointhread._callback, self._sem.identifier, _inode(self._writer)
            )

    return _start_thread


def _joining(stock: Any, identifier: int, pipe: int) -> Any:
    """The join of a feeder thread: by join_thread, or at the process's end, which is in no line of the program's.

    At the end it is told only if it takes a while: nearly every process that put something joins its feeder there.
    """

    @passes_for(stock)
    def _finalize_join(twr: Any) -> None:
        try:
            caller, where = sys._getframe(1).f_back, 0
            if caller is not None and caller.f_code is _JOIN_THREAD:
                where = site(caller.f_back)
            elif _ends_soon(twr()):
                stock(twr)
                return
            begin("join_thread", identifier, where, pipe=pipe)
            outcome = wire.ERROR
            try:
                stock(twr)
                outcome = wire.OK
            finally:
                finish("join_thread", identifier, outcome)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return _finalize_join


def _inode(end: Any) -> int:
    try:
        return os.fstat(end.fileno()).st_ino
    except OSError:  # it is closed, and nothing can be sent
        return 0


def _ends_soon(thread: Any) -> bool:
    if thread is not None:
        thread.join(_SOON)
    return thread is None or not thread.is_alive()


class _WritingLock:
    """The lock of a queue's writing end, for a feeder thread: it is told that the feeder waits for it."""

    def __init__(self, lock: Any, identifier: int) -> None:
        self._lock = lock
        self._identifier = identifier
        self.release = lock.release

    def __reduce_ex__(self, protocol: Any) -> Any:
        """It stands in the queue for a moment, in which another thread may pickle that."""
        return self._lock.__reduce_ex__(protocol)

    def acquire(self) -> bool:
        """Wait for the real lock, as long as it takes."""
        if self._lock.acquire(False):
            return True
        started, ended = _flush_shapes(self._identifier)
        _note_as_feeder(started)
        self._lock.acquire()
        _note_as_feeder(ended)
        return True


def _flush_shapes(identifier: int) -> tuple[int, int]:
    """The feeder begins to wait for room, or for its turn; it has done so."""
    started, ended = (shape(part, "flush", identifier, 0, wire.OK, 0) for part in (wire.STARTED, wire.FINISHED))
    return started, ended


def _note_as_feeder(number: int) -> None:
    try:
        emitter.serve()
        writer.note(number)
    except BaseException as error:
        failed(error)


_SURE_ROOM = wire.PIPE_BUF - 64
"""Bytes of an item that do not wait in a pipe which poll calls writable: it has room for PIPE_BUF."""


def _feeding(send: Callable[[bytes], None], writer_end: Any, identifier: int) -> Callable[[bytes], None]:
    """send_bytes of a feeder thread, which holds the pipe's lock: the order of the notes is that of the pipe.

    If there may be no room in the pipe, it is told that the feeder waits, and when it has written.
    """
    waits, wrote = _flush_shapes(identifier)
    fed = shape(wire.DONE, "feed", identifier, 0, wire.OK, 0)
    room = select.poll()
    room.register(writer_end, select.POLLOUT)
    serves = False

    def send_bytes(obj: bytes) -> None:
        nonlocal serves
        may_wait = False
        try:
            try:
                if not serves:
                    serves = True
                    emitter.serve()
                writer.note(fed)
                may_wait = len(obj) > _SURE_ROOM or not room.poll(0)
                if may_wait:
                    writer.note(waits)
            except BaseException as error:
                failed(error)
            send(obj)
            if may_wait:
                writer.note(wrote)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return send_bytes


def _not_sent(identifier: int, error: BaseException, delta: int) -> None:
    """An item cannot be sent, and is in no buffer any more. In the feeder's thread; `delta`: as for a note."""
    try:
        emitter.serve()
        text = f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace")
        writer.note(shape(wire.DONE, "feed", identifier, 0, wire.ERROR, delta), 0, text[:VALUE_MAX])
    except Exception as failure:
        failed(failure)


def _failing(on_error: Callable[[BaseException, object], None], identifier: int) -> Callable[..., None]:
    """What a feeder calls when an item cannot be sent."""

    def on_feeder_error(error: BaseException, obj: object) -> None:
        _not_sent(identifier, error, 0)  # the feeder has given back the permit
        on_error(error, obj)

    return on_feeder_error


def _wrap_info(stock: Any) -> Any:
    """What a feeder calls instead when its process ends just then."""

    @stands_in(stock)
    def info(message: Any, *arguments: Any) -> None:
        permits = sys._getframe(2).f_locals.get("queue_sem")
        if type(permits) is QueuePermits and arguments and isinstance(arguments[0], BaseException):
            _not_sent(permits.identifier, arguments[0], -1)
        stock(message, *arguments)

    return info


def hook_feeders() -> None:
    """Hook the feeders that are started from now on."""
    base: Any = queues.Queue
    base._start_thread = _wrap_start_thread(base._start_thread)
    stock_info = queues.info  # type: ignore[attr-defined]
    info = _wrap_info(stock_info)
    for name, module in list(sys.modules.items()):  # wherever it is found, it has to be what it pickles as
        if name.startswith("multiprocessing.") and vars(module).get("info") is stock_info:
            module.info = info  # type: ignore[attr-defined]
