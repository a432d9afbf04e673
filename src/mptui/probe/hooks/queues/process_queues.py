"""Queue and JoinableQueue of multiprocessing: stock code, seen, with a maxsize that can move.

What an item passes is noted in three steps: put once it has a permit (see permits.py) and is on its way into the buffer
of its process, feed before the feeder thread of that process writes it into the pipe, get once it is out of the pipe.
"""

import sys
from multiprocessing import connection, queues, synchronize
from types import MethodType
from typing import Any, Optional

from ... import wire
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...emitter import emitter, writer
from ...gate import gate
from ...guard import failed
from ...notes import announce, begin, done, finish, seconds
from ...origin import creator, site
from ...values import preview
from ..stock_classes import overrides
from ..travel import carried_by
from .feeders import hook_feeders
from .items import QUEUE_METHODS, outcome_of
from .permits import QueuePermits, current, gets, puts

_stock_send: Any = connection.Connection.send_bytes
_stock_recv: Any = connection.Connection.recv_bytes
"""Of the pipe inside a queue, whose messages are not the program's: called past the hooks."""


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
    base._reset = _wrap_reset(base._reset)
    hook_feeders()
    joinable: Any = queues.JoinableQueue
    joinable.put = _wrap_put(joinable.put)
    joinable.task_done, joinable.join = _wrap_task_done(joinable.task_done), _wrap_join(joinable.join)
