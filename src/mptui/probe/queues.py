"""Queue and JoinableQueue of multiprocessing: stock code, seen, with a maxsize that can move.

What an item passes is noted in three steps: put once it has a permit (see permits.py) and is on its way into the buffer
of its process, feed before the feeder thread of that process writes it into the pipe, get once it is out of the pipe.
"""

import sys
from collections.abc import Callable
from multiprocessing import connection, queues, synchronize
from queue import Empty, Full
from types import MethodType
from typing import Any, Optional

from . import wire
from .emitter import emitter, writer
from .gate import gate
from .guard import failed
from .operations import announce, begin, done, finish, shape
from .origin import creator, site
from .permits import QueuePermits, current, gets, puts
from .process_locks import make_untraced
from .values import preview

_stock_send: Any = connection.Connection.send_bytes
_stock_recv: Any = connection.Connection.recv_bytes
"""Of the pipe inside a queue, whose messages are not the program's: called past the hooks."""


def _outcome(error: BaseException, op: str, block: bool, timeout: Optional[float]) -> int:
    if isinstance(error, (Full, Empty)):
        if block and timeout is not None:
            return wire.TIMEOUT
        return wire.FULL if op == "put" else wire.EMPTY
    return wire.CLOSED if isinstance(error, (ValueError, EOFError)) else wire.ERROR


def _wrap_init(stock: Any) -> Any:
    def __init__(self: Any, maxsize: int = 0, *, ctx: Any) -> None:
        stock(self, maxsize, ctx=ctx)
        origin = creator(self)
        if origin is None:
            return
        bound, free = None, self._sem
        if maxsize > 0:
            bound = emitter.board.maxsize or maxsize
            free = make_untraced(synchronize.Semaphore, bound, ctx=ctx)
        kind = "JoinableQueue" if isinstance(self, queues.JoinableQueue) else "Queue"
        identifier = announce(kind, "multiprocessing", origin, -1 if bound is None else bound)
        self._sem = QueuePermits(identifier, free, bound, maxsize)

    return __init__


def _wrap_put(stock: Any) -> Any:
    memory, frame_at, known = emitter.board.memory, sys._getframe, puts.known

    def put(self: Any, obj: Any, block: bool = True, timeout: Optional[float] = None) -> None:
        permits = self._sem
        if type(permits) is not QueuePermits:
            stock(self, obj, block, timeout)
            return
        frame, identifier = frame_at(1), permits.identifier
        place = known.get((identifier, frame.f_lasti, id(frame.f_code))) or puts.find(identifier, frame)
        if memory[0]:
            gate()
        outer, current.put = current.put, (place, preview(obj))
        try:
            stock(self, obj, block, timeout)
        except BaseException as error:
            unnoted = current.put
            if unnoted is place:
                finish("put", identifier, _outcome(error, "put", block, timeout))
            elif unnoted is not None:
                done("put", identifier, place.site, _outcome(error, "put", block, timeout))
            raise
        finally:
            current.put = outer

    return put


def _wrap_get(stock: Any) -> Any:
    memory, frame_at, known = emitter.board.memory, sys._getframe, gets.known

    def get(self: Any, block: bool = True, timeout: Optional[float] = None) -> Any:
        permits = self._sem
        if type(permits) is not QueuePermits:
            return stock(self, block, timeout)
        frame, identifier = frame_at(1), permits.identifier
        place = known.get((identifier, frame.f_lasti, id(frame.f_code))) or gets.find(identifier, frame)
        if memory[0]:
            gate()
        outer, current.get = current.get, place
        try:
            writer.note(place[2])
        except Exception as error:
            failed(error)
        try:
            return stock(self, block, timeout)
        except BaseException as error:
            if current.get is place:
                finish("get", identifier, _outcome(error, "get", block, timeout))
            raise
        finally:
            current.get = outer

    return get


def _wrap_reset(stock: Any) -> Any:
    def _reset(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        self._send_bytes = MethodType(_stock_send, self._writer)
        self._recv_bytes = MethodType(_stock_recv, self._reader)

    return _reset


def _wrap_start_thread(stock: Any) -> Any:
    def _start_thread(self: Any) -> None:
        if type(self._sem) is QueuePermits:
            self._send_bytes = _feeding(self._send_bytes, self._sem.identifier)
        stock(self)

    return _start_thread


def _feeding(send: Callable[[bytes], None], identifier: int) -> Callable[[bytes], None]:
    """send_bytes of a feeder thread, which holds the pipe's lock: the order of the notes is that of the pipe."""
    fed = shape(wire.DONE, "feed", identifier, 0, wire.OK, 0)

    def send_bytes(obj: bytes) -> None:
        try:
            writer.note(fed)
        except Exception as error:
            failed(error)
        send(obj)

    return send_bytes


def _wrap_task_done(stock: Any) -> Any:
    """Noted before it can wake whoever joins the queue. The lock that it takes first is an RLock."""

    def task_done(self: Any) -> None:
        permits = self._sem
        if type(permits) is not QueuePermits:
            stock(self)
            return
        where = site(sys._getframe(1))
        gate()
        with self._cond:
            too_often = self._unfinished_tasks._semlock._is_zero()
            done("task_done", permits.identifier, where, wire.ERROR if too_often else wire.OK)
            stock(self)

    return task_done


def _wrap_join(stock: Any) -> Any:
    def join(self: Any) -> None:
        permits = self._sem
        if type(permits) is not QueuePermits:
            stock(self)
            return
        gate()
        begin("join", permits.identifier, site(sys._getframe(1)))
        outcome = wire.ERROR
        try:
            stock(self)
            outcome = wire.OK
        finally:
            finish("join", permits.identifier, outcome)

    return join


def install() -> None:
    """Hook the queues that are made from now on."""
    base: Any = queues.Queue
    base.__init__ = _wrap_init(base.__init__)
    base.put, base.get = _wrap_put(base.put), _wrap_get(base.get)
    base._reset, base._start_thread = _wrap_reset(base._reset), _wrap_start_thread(base._start_thread)
    joinable: Any = queues.JoinableQueue
    joinable.put = _wrap_put(joinable.put)
    joinable.task_done, joinable.join = _wrap_task_done(joinable.task_done), _wrap_join(joinable.join)
