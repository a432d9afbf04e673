"""Queue, JoinableQueue and SimpleQueue of multiprocessing: stock code, seen, with a maxsize that can move.

A stock Queue takes a permit from its semaphore `_sem` in put and gives one back in get. Only that object is replaced.
It is also the place where the order is exact: a put is recorded after its permit is taken and before its item can be
seen, a get before its permit can be taken again, so the depth in the records never exceeds the bound.

A maxsize is moved by permits with debt: growing gives permits out, shrinking leaves a debt that returning permits pay
off. The debt stands on the control board, whose file lock a killed worker cannot keep.
"""

import sys
import threading
from multiprocessing import queues, synchronize
from queue import Empty, Full
from typing import Any, Optional

from . import wire
from .board import RESIZED
from .emitter import emitter, writer
from .gate import gate
from .journal import DONE, FINISHED, STARTED, head
from .locks import announce, looks
from .origin import creator, site
from .values import preview


class _Current(threading.local):
    """The queue operation that this thread is in: its op, site and value."""

    op = -1
    site = 0
    value = b""


_current = _Current()


class QueuePermits:
    """Stands where a Queue keeps its semaphore.

    `bound`: items it began with, None if unbounded; `declared`: the maxsize that the program asked for.
    """

    def __init__(self, identifier: int, free: Any, bound: Optional[int], declared: int) -> None:
        self.identifier = identifier
        self.free = free
        self.bound = bound
        self.declared = declared

    def acquire(self, block: bool = True, timeout: Optional[float] = None) -> bool:
        """Take a permit for one item, as the semaphore would, and record the put that has it."""
        self._apply_target()
        if self._take(False, None):
            self._finish_put()
            return True
        if not block:
            return False
        if _current.op == wire.PUT:
            writer.note(head(STARTED, wire.PUT, wire.OK), self.identifier, _current.site)
        for step in looks(timeout):
            if self._take(True, step):
                self._finish_put(waited=True)
                return True
            self._apply_target()
        return False

    def release(self) -> None:
        """Give a permit back and record the get that removed the item; or the put whose item could not be sent."""
        if _current.op == wire.GET:
            finish(self.identifier, wire.GET, wire.OK)
        elif _current.op == -1:
            finish(self.identifier, wire.PUT_UNDONE, wire.ERROR, b"could not be pickled")
        self._apply_target()
        if not self._pay_debt():
            self.free.release()

    def _finish_put(self, waited: bool = False) -> None:
        if _current.op != wire.PUT:
            return
        if not waited:
            writer.note(head(DONE, wire.PUT, wire.OK), self.identifier, _current.site, 0, _current.value)
        else:
            finish(self.identifier, wire.PUT, wire.OK, _current.value)

    def _take(self, block: bool, timeout: Optional[float]) -> bool:
        while self.free.acquire(block, timeout):
            if not self._pay_debt():
                return True
        return False

    def _row(self) -> Optional[int]:
        board = emitter.board
        if self.bound is None or not board.memory[0] & RESIZED:
            return None
        return board.row(self.identifier)

    def _pay_debt(self) -> bool:
        """Retire the permit in hand if one is owed."""
        row = self._row()
        if row is None or emitter.board.read_row(row)[2] <= 0:
            return False
        with emitter.board.locked(row):
            _, applied, debt = emitter.board.read_row(row)
            if debt > 0:
                emitter.board.write_row(row, applied, debt - 1)
        return debt > 0

    def _apply_target(self) -> None:
        """Whoever comes by first moves the bound to where the knob says."""
        row = self._row()
        if row is None:
            return
        target, applied, _ = emitter.board.read_row(row)
        if target == applied:
            return
        with emitter.board.locked(row):
            target, applied, debt = emitter.board.read_row(row)
            grow = target - applied
            paid = min(max(grow, 0), debt)
            debt += max(-grow, 0) - paid
            while debt > 0 and self.free.acquire(False):
                debt -= 1
            emitter.board.write_row(row, target, debt)
        for _ in range(max(grow, 0) - paid):
            self.free.release()

    @property
    def _semlock(self) -> "QueuePermits":
        """Queue.qsize and Queue.full look into their semaphore."""
        return self

    def _get_value(self) -> int:
        """What the stock semaphore would stand at: the declared maxsize less the items in the queue."""
        free = int(self.free._semlock._get_value())
        if self.bound is None:
            return free
        row = self._row()
        _, applied, debt = (0, self.bound, 0) if row is None else emitter.board.read_row(row)
        return self.declared - (applied - free + debt)

    def _is_zero(self) -> bool:
        row = self._row()
        debt = 0 if row is None else emitter.board.read_row(row)[2]
        return int(self.free._semlock._get_value()) <= debt


def finish(identifier: int, op: int, outcome: int, value: bytes = b"") -> None:
    """Record the end of an operation on a queue."""
    writer.note(head(FINISHED, op, outcome), identifier, 0, 0, value)


def _outcome(error: BaseException, op: int, block: bool, timeout: Optional[float]) -> int:
    if isinstance(error, (Full, Empty)):
        if block and timeout is not None:
            return wire.TIMEOUT
        return wire.FULL if op == wire.PUT else wire.EMPTY
    return wire.CLOSED if isinstance(error, ValueError) else wire.ERROR


def _wrap_queue_init(stock: Any) -> Any:
    def __init__(self: Any, maxsize: int = 0, *, ctx: Any) -> None:
        stock(self, maxsize, ctx=ctx)
        origin = creator(self)
        if origin is None:
            return
        identifier, bound, free = emitter.new_id(), None, self._sem
        if maxsize > 0:
            bound = emitter.board.maxsize or maxsize
            writer.library = True
            try:
                free = synchronize.Semaphore(bound, ctx=ctx)
            finally:
                writer.library = False
        kind = "JoinableQueue" if isinstance(self, queues.JoinableQueue) else "Queue"
        announce(identifier, kind, "multiprocessing", origin, -1 if bound is None else bound)
        self._sem = QueuePermits(identifier, free, bound, maxsize)

    return __init__


def _wrap_put(stock: Any) -> Any:
    def put(self: Any, obj: Any, block: bool = True, timeout: Optional[float] = None) -> None:
        permits = self._sem
        if type(permits) is not QueuePermits:
            stock(self, obj, block, timeout)
            return
        gate()
        _current.op, _current.site, _current.value = wire.PUT, site(sys._getframe(1)), preview(obj)
        try:
            stock(self, obj, block, timeout)
        except BaseException as error:
            finish(permits.identifier, wire.PUT, _outcome(error, wire.PUT, block, timeout))
            raise
        finally:
            _current.op = -1

    return put


def _wrap_get(stock: Any) -> Any:
    def get(self: Any, block: bool = True, timeout: Optional[float] = None) -> Any:
        permits = self._sem
        if type(permits) is not QueuePermits:
            return stock(self, block, timeout)
        gate()
        where = site(sys._getframe(1))
        _current.op = wire.GET
        writer.note(head(STARTED, wire.GET, wire.OK), permits.identifier, where)
        try:
            return stock(self, block, timeout)
        except BaseException as error:
            finish(permits.identifier, wire.GET, _outcome(error, wire.GET, block, timeout))
            raise
        finally:
            _current.op = -1

    return get


def install() -> None:
    """Hook the queues that are made from now on."""
    base: Any = queues.Queue
    base.__init__ = _wrap_queue_init(base.__init__)
    base.put = _wrap_put(base.put)
    base.get = _wrap_get(base.get)
    joinable: Any = queues.JoinableQueue
    joinable.put = _wrap_put(joinable.put)
