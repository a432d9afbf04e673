"""Queue, LifoQueue and PriorityQueue of the module queue: stock classes, wrapped methods, a bound that can move.

Items are noted inside the queue's mutex, where _put and _get are called, so the order of the notes is the order of the
queue. A subclass with a _put or _get of its own is noted after its put or get instead, and what is in it is not known.
"""

import queue
import sys
import threading
from itertools import chain
from typing import Any, Optional

from ... import wire
from ...board import RESIZED
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...emitter import emitter
from ...gate import gate
from ...notes import Registry, announce, begin, done, finish
from ...origin import creator, site
from ...unblock import asked_for
from ...values import preview
from ..callsites import Callsite, Callsites
from ..locks.lock_hooks import looks
from ..stock_classes import overrides, stock_class
from .items import QUEUE_METHODS, is_wait, note_item, outcome_of

_known = Registry()
_puts, _gets = Callsites("put", waits=False, ending=1), Callsites("get", waits=False, ending=-1)
_drains = Callsites("drain", waits=False, ending=-1)
"""What a shutdown throws away."""
_CLOSED: Any = getattr(queue, "ShutDown", ())


class _Operation:
    """A put or get that a thread is in; `outer`: the one that it interrupted."""

    __slots__ = ("begun", "callsite", "callsites", "noted", "of", "outer")

    def __init__(self, callsites: Callsites, of: Any, callsite: Callsite) -> None:
        self.callsites = callsites
        self.of = of
        self.callsite = callsite
        self.outer = _local.operation
        self.begun = self.noted = False

    def wait(self, timeout: Any) -> None:
        """It cannot go on at once, and will give up after `timeout` seconds; None: never."""
        self.begun = True
        begin(self.callsites.op, _known.get(self.of), self.callsite.site, timeout=timeout)

    def passed(self, item: Any) -> None:
        """Its item is in the queue, or out of it."""
        self.noted = True
        if self.begun:
            finish(self.callsites.op, _known.get(self.of), wire.OK, preview(item), self.callsites.ending)
        else:
            note_item(self.callsite, item)

    def raised(self, outcome: int) -> None:
        """It has ended without an item."""
        if self.begun:
            finish(self.callsites.op, _known.get(self.of), outcome)
        else:
            done(self.callsites.op, _known.get(self.of), self.callsite.site, outcome)


class _Local(threading.local):
    operation: Optional[_Operation] = None
    draining = False


_local = _Local()


def _wrap_init(stock: Any) -> Any:
    @stands_in(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        origin = creator(self)
        if origin is None:
            return
        bounded = isinstance(self.maxsize, int) and self.maxsize > 0
        if bounded and emitter.board.maxsize:
            self.maxsize = emitter.board.maxsize
        depth = wire.UNCOUNTED if overrides(self, "queue", "_put", "_get", "_qsize", *QUEUE_METHODS) else 0
        kind, maxsize = stock_class(self, "queue"), self.maxsize if bounded else -1
        _known.add(self, announce(kind, "queue", origin, maxsize, depth))

    return __init__


def _apply_target(items: Any) -> None:
    """Whoever comes by first moves the bound to where the knob says."""
    board = emitter.board
    row = board.row(_known.get(items)) if board.memory[0] & RESIZED else None
    if row is None:
        return
    target = board.read_row(row)[0]
    if target != items.maxsize:
        with items.mutex:
            items.maxsize = target
            items.not_full.notify_all()


def _put_in_slices(stock: Any, operation: _Operation, item: Any, block: Any, timeout: Any) -> None:
    """Put, and look at the maxsize knob while waiting for room."""
    items = operation.of
    if not is_wait(block, timeout):
        stock(items, item, block, timeout)
        return
    full: Optional[queue.Full] = None
    for step in chain((0.0,), looks(timeout)):
        try:
            stock(items, item, step > 0, step)
        except queue.Full as error:
            full = error
        else:
            return
        if not operation.begun:
            operation.wait(timeout)
        _apply_target(items)
        if asked_for(_known.get(items)):
            break
    raise full  # type: ignore[misc] # there was at least the attempt without a wait


def _get_or_wait(stock: Any, operation: _Operation, block: Any, timeout: Any) -> Any:
    """Get, and say so before waiting for an item."""
    if is_wait(block, timeout):
        try:
            return stock(operation.of, False)
        except queue.Empty:
            pass
        operation.wait(timeout)
    return stock(operation.of, block, timeout)


def _wrap_put(stock: Any) -> Any:
    memory, frame_at, callsites = emitter.board.memory, sys._getframe, _puts.known

    @passes_for(stock)
    def put(self: Any, item: Any, block: Any = True, timeout: Any = None) -> None:
        try:
            identifier = _known.get(self)
            if not identifier:
                stock(self, item, block, timeout)
                return
            frame = frame_at(1)
            callsite = callsites.get((identifier, frame.f_lasti, id(frame.f_code))) or _puts.find(identifier, frame)
            operation = _local.operation = _Operation(_puts, self, callsite)
            if memory[0]:
                gate()
                _apply_target(self)
            try:
                if not isinstance(self.maxsize, int) or self.maxsize <= 0:
                    stock(self, item, block, timeout)
                else:
                    _put_in_slices(stock, operation, item, block, timeout)
                if not operation.noted:
                    operation.passed(item)
            except BaseException as error:
                if not operation.noted:
                    operation.raised(outcome_of(error, "put", block, timeout, _CLOSED))
                raise
            finally:
                _local.operation = operation.outer
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return put


def _wrap_get(stock: Any) -> Any:
    memory, frame_at, callsites = emitter.board.memory, sys._getframe, _gets.known

    @passes_for(stock)
    def get(self: Any, block: Any = True, timeout: Any = None) -> Any:
        try:
            identifier = _known.get(self)
            if not identifier:
                return stock(self, block, timeout)
            frame = frame_at(1)
            callsite = callsites.get((identifier, frame.f_lasti, id(frame.f_code))) or _gets.find(identifier, frame)
            operation = _local.operation = _Operation(_gets, self, callsite)
            if memory[0]:
                gate()
                _apply_target(self)
            try:
                item = _get_or_wait(stock, operation, block, timeout)
                if not operation.noted:
                    operation.passed(item)
                return item
            except BaseException as error:
                if not operation.noted:
                    operation.raised(outcome_of(error, "get", block, timeout, _CLOSED))
                raise
            finally:
                _local.operation = operation.outer
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return get


def _passed(items: Any, item: Any, callsites: Callsites) -> None:
    """An item went into a queue or came out of it; the caller holds the queue's mutex."""
    operation = _local.operation
    if operation is not None and operation.of is items and not operation.noted and operation.callsites is callsites:
        operation.passed(item)
        return
    identifier = _known.get(items)
    if identifier:
        note_item((_drains if _local.draining else callsites).find(identifier, sys._getframe(2)), item)


def _wrap_inner_put(stock: Any) -> Any:
    @passes_for(stock)
    def _put(self: Any, item: Any) -> None:
        try:
            stock(self, item)
            _passed(self, item, _puts)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return _put


def _wrap_inner_get(stock: Any) -> Any:
    @passes_for(stock)
    def _get(self: Any) -> Any:
        try:
            item = stock(self)
            _passed(self, item, _gets)
            return item
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return _get


def _wrap_task_done(stock: Any) -> Any:
    """Noted before it can wake whoever joins the queue."""

    @stands_in(stock)
    def task_done(self: Any) -> None:
        identifier = _known.get(self)
        if identifier:
            gate()
            too_often = self.unfinished_tasks <= 0
            done("task_done", identifier, site(sys._getframe(1)), wire.ERROR if too_often else wire.OK)
        stock(self)

    return task_done


def _wrap_join(stock: Any) -> Any:
    @stands_in(stock)
    def join(self: Any) -> None:
        identifier = _known.get(self)
        if not identifier:
            stock(self)
            return
        gate()
        begin("join", identifier, site(sys._getframe(1)))
        outcome = wire.ERROR
        try:
            stock(self)
            outcome = wire.OK
        finally:
            finish("join", identifier, outcome)

    return join


def _wrap_shutdown(stock: Any) -> Any:
    @stands_in(stock)
    def shutdown(self: Any, immediate: bool = False) -> None:
        identifier = _known.get(self)
        if identifier:
            gate()
            done("shutdown", identifier, site(sys._getframe(1)))
        before, _local.draining = _local.draining, True
        try:
            stock(self, immediate)
        finally:
            _local.draining = before

    return shutdown


def install() -> None:
    """Hook the queues that are made from now on."""
    base: Any = queue.Queue
    base.__init__ = _wrap_init(base.__init__)
    base.put, base.get = _wrap_put(base.put), _wrap_get(base.get)
    base.task_done, base.join = _wrap_task_done(base.task_done), _wrap_join(base.join)
    if hasattr(base, "shutdown"):
        base.shutdown = _wrap_shutdown(base.shutdown)
    for cls in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
        inner: Any = cls
        inner._put, inner._get = _wrap_inner_put(inner._put), _wrap_inner_get(inner._get)
