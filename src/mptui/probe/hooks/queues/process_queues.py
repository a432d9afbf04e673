"""Queue and JoinableQueue of multiprocessing: stock code, seen, with a maxsize that can move.

What an item passes is noted in three steps: put once it has a permit (see permits.py) and is on its way into the buffer
of its process, feed before the feeder thread of that process writes it into the pipe, get once it is out of the pipe.
"""

import select
import sys
from collections.abc import Callable
from multiprocessing import connection, queues, synchronize
from types import MethodType
from typing import Any, Optional

from ... import wire
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...emitter import emitter, writer
from ...gate import gate
from ...guard import failed
from ...journal import VALUE_MAX
from ...notes import announce, begin, done, finish, seconds, shape
from ...origin import creator, site
from ...values import preview
from ..stock_classes import overrides
from ..travel import carried_by
from .items import QUEUE_METHODS, outcome_of
from .permits import QueuePermits, current, gets, puts

_stock_send: Any = connection.Connection.send_bytes
_stock_recv: Any = connection.Connection.recv_bytes
"""Of the pipe inside a queue, whose messages are not the program's: called past the hooks."""

_JOIN_THREAD: Any = queues.Queue.join_thread.__code__
_SOON = 0.1
"""Seconds."""


def _wrap_init(stock: Any) -> Any:
    @stands_in(stock)
    def __init__(self: Any, maxsize: int = 0, *, ctx: Any) -> None:
        stock(self, maxsize, ctx=ctx)
        origin = creator(self)
        if origin is None:
            return
        bound, free = None, self._sem
        if maxsize > 0:
            bound = emitter.board.maxsize or maxsize
            free = _free_permits(bound, ctx)
        kind = "JoinableQueue" if isinstance(self, queues.JoinableQueue) else "Queue"
        depth = wire.UNCOUNTED if overrides(self, queues.__name__, *QUEUE_METHODS) else 0
        identifier = announce(kind, "multiprocessing", origin, -1 if bound is None else bound, depth)
        self._sem = QueuePermits(identifier, free, bound, maxsize)

    return __init__


def _free_permits(bound: int, ctx: Any) -> Any:
    """Of the class that the stock queue has there, for processes without a probe, but its bound can grow."""
    semaphore: Any = synchronize.BoundedSemaphore.__new__(synchronize.BoundedSemaphore)
    stock: Any = synchronize
    stock.SemLock.__init__(semaphore, stock.SEMAPHORE, bound, stock.SEM_VALUE_MAX, ctx=ctx)
    return semaphore


def _wrap_setstate(stock: Any) -> Any:
    @stands_in(stock)
    def __setstate__(self: Any, state: Any) -> None:
        stock(self, state)
        identifier = carried_by(self._sem)
        if identifier:
            bounded = self._maxsize < synchronize.SEM_VALUE_MAX  # type: ignore[attr-defined]
            bound = (emitter.board.maxsize or self._maxsize) if bounded else None
            self._sem = QueuePermits(identifier, self._sem, bound, self._maxsize)

    return __setstate__


def _wrap_put(stock: Any) -> Any:
    memory, frame_at, traced, local = emitter.board.memory, sys._getframe, QueuePermits, current

    @passes_for(stock)
    def put(self: Any, obj: Any, block: bool = True, timeout: Optional[float] = None) -> None:
        try:
            permits = self._sem
            if type(permits) is not traced:
                stock(self, obj, block, timeout)
                return
            frame, callsite = frame_at(1), permits.put_at
            if frame.f_code is not callsite[0] or frame.f_lasti != callsite[1]:
                permits.put_at = callsite = puts.find(permits.identifier, frame)
            if memory[0]:
                gate()
            outer = local.put
            local.put = callsite, preview(obj)
            try:
                stock(self, obj, block, timeout)
            except BaseException as error:
                _put_failed(permits.identifier, callsite.site, outcome_of(error, "put", block, timeout))
                raise
            finally:
                if outer is not None:
                    local.put = outer
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return put


def _put_failed(identifier: int, where: int, outcome: int) -> None:
    unnoted, current.put = current.put, None
    if type(unnoted) is tuple:
        done("put", identifier, where, outcome)
    elif unnoted is not None:
        finish("put", identifier, outcome)


def _wrap_get(stock: Any) -> Any:
    memory, frame_at, traced, local = emitter.board.memory, sys._getframe, QueuePermits, current

    @passes_for(stock)
    def get(self: Any, block: bool = True, timeout: Optional[float] = None) -> Any:
        try:
            permits = self._sem
            if type(permits) is not traced:
                return stock(self, block, timeout)
            frame, callsite = frame_at(1), permits.get_at
            if frame.f_code is not callsite[0] or frame.f_lasti != callsite[1]:
                permits.get_at = callsite = gets.find(permits.identifier, frame)
            if memory[0]:
                gate()
            outer = local.get
            try:
                if timeout is None:
                    writer.note(callsite[3])
                else:
                    writer.note(callsite[3], 0, seconds(timeout))
            except BaseException as error:
                failed(error)
            local.get = callsite
            try:
                return stock(self, block, timeout)
            except BaseException as error:
                if local.get is not None:
                    local.get = None
                    finish("get", permits.identifier, outcome_of(error, "get", block, timeout))
                raise
            finally:
                if outer is not None:
                    local.get = outer
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return get


def _wrap_reset(stock: Any) -> Any:
    @stands_in(stock)
    def _reset(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        self._send_bytes = MethodType(_stock_send, self._writer)
        self._recv_bytes = MethodType(_stock_recv, self._reader)

    return _reset


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
            self._jointhread._callback = _joining(self._jointhread._callback, self._sem.identifier)

    return _start_thread


def _joining(stock: Any, identifier: int) -> Any:
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
            begin("join_thread", identifier, where)
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


def _wrap_task_done(stock: Any) -> Any:
    """Noted before it can wake whoever joins the queue. The lock that it takes first is an RLock."""

    @stands_in(stock)
    def task_done(self: Any) -> None:
        if type(self._sem) is not QueuePermits:
            stock(self)
            return
        where = site(sys._getframe(1))
        gate()
        with self._cond:
            too_often = self._unfinished_tasks._semlock._is_zero()
            done("task_done", self._sem.identifier, where, wire.ERROR if too_often else wire.OK)
            stock(self)

    return task_done


def _wrap_join(stock: Any) -> Any:
    @stands_in(stock)
    def join(self: Any) -> None:
        if type(self._sem) is not QueuePermits:
            stock(self)
            return
        gate()
        begin("join", self._sem.identifier, site(sys._getframe(1)))
        outcome = wire.ERROR
        try:
            stock(self)
            outcome = wire.OK
        finally:
            finish("join", self._sem.identifier, outcome)

    return join


def install() -> None:
    """Hook the queues that are made from now on."""
    base: Any = queues.Queue
    base.__init__, base.__setstate__ = _wrap_init(base.__init__), _wrap_setstate(base.__setstate__)
    base.put, base.get = _wrap_put(base.put), _wrap_get(base.get)
    base._reset, base._start_thread = _wrap_reset(base._reset), _wrap_start_thread(base._start_thread)
    stock_info = queues.info  # type: ignore[attr-defined]
    info = _wrap_info(stock_info)
    for name, module in list(sys.modules.items()):  # wherever it is found, it has to be what it pickles as
        if name.startswith("multiprocessing.") and vars(module).get("info") is stock_info:
            module.info = info  # type: ignore[attr-defined]
    joinable: Any = queues.JoinableQueue
    joinable.put = _wrap_put(joinable.put)
    joinable.task_done, joinable.join = _wrap_task_done(joinable.task_done), _wrap_join(joinable.join)
