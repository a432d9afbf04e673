"""Condition, Event and Barrier of multiprocessing: stock classes with wrapped methods. Barrier's are threading's."""

import sys
import threading
from multiprocessing import synchronize
from typing import Any, Callable, Optional

from ... import wire
from ...disguise import passes_for, strip_probe_frames
from ...gate import gate
from ...notes import announce, begin, finish
from ...origin import creator, site
from ..stock_classes import overrides
from ..travel import PART, Traced, carried_by, let_travel, wrap_arrival
from .process_locks import call_at_exit, make_untraced, trace_as_part
from .thread_conditions import EVENT_METHODS, wrap_wait


class _Events:
    """An Event pickles as all that is in it; only the semaphore that is its flag carries the id."""

    @staticmethod
    def get(made: Any) -> int:
        """Its id, 0 if it is not traced."""
        return carried_by(made.__dict__.get("_flag"))


def _wrap_init(kind: str, stock: Any, trace: Callable[[Any, int], None], methods: tuple[str, ...] = ()) -> Any:
    @passes_for(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make_untraced(stock, self, *args, **kwargs)
        origin = creator(self)
        if origin is not None:
            depth = wire.UNCOUNTED if overrides(self, synchronize.__name__, *methods) else 0
            bound = self.__dict__.get("_parties", -1)
            trace(self, announce(kind, "multiprocessing", origin, bound, depth))

    return __init__


def _trace_event(event: Any, identifier: int) -> None:
    setattr(event._flag, PART, identifier)


def _trace_barrier(barrier: Any, identifier: int) -> None:
    let_travel(barrier, identifier, barrier._cond._woken_count)


def _wrap_condition(stock: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any, lock: Any = None, *, ctx: Any) -> None:
        make_untraced(stock, self, lock, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            identifier = announce("Condition", "multiprocessing", origin)
            let_travel(self, identifier, self._sleeping_count)
            trace_as_part(self._lock, identifier)
            self._make_methods()

    return __init__


def _wrap_waking(stock: Any) -> Any:
    """An operation that wakes sleepers. It waits until each of them has woken, so one that is dead makes it hang."""
    op = stock.__name__

    @passes_for(stock)
    def wake(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            identifier, caller = Traced.get(self), sys._getframe(1)
            if not identifier or (op == "notify" and caller.f_code.co_name == "notify_all"):
                return stock(self, *args, **kwargs)
            gate()
            begin(op, identifier, site(caller))
            outcome = wire.ERROR
            try:
                result = stock(self, *args, **kwargs)
                outcome = wire.OK
            finally:
                finish(op, identifier, outcome)
            return result
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return wake


class _Change(threading.local):
    """The set or clear of an event that this thread is in and whose end is not noted: operation and event's id."""

    under_way: Optional[tuple[str, int]] = None


_change = _Change()


def _note_change(raised: Any) -> None:
    """The thread lets go of the lock of an event that it has changed: so the order of the notes is that of the flag."""
    if _change.under_way is not None:
        (op, identifier), _change.under_way = _change.under_way, None
        finish(op, identifier, wire.OK if raised is None else wire.ERROR)


def _wrap_flag(stock: Any) -> Any:
    """Set and clear of an event. Both may wait for its lock, and set for the sleepers that it wakes."""
    op = stock.__name__

    @passes_for(stock)
    def change(self: Any) -> None:
        try:
            identifier = _Events.get(self)
            if not identifier:
                stock(self)
                return
            gate()
            call_at_exit(self._cond._lock, _note_change)
            begin(op, identifier, site(sys._getframe(1)))
            outer, _change.under_way = _change.under_way, (op, identifier)
            try:
                stock(self)
            finally:
                _note_change(OSError)  # if it did not get as far as the lock
                _change.under_way = outer
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return change


def install() -> None:
    """Hook what is made from now on."""
    condition: Any = synchronize.Condition
    event: Any = synchronize.Event
    barrier: Any = synchronize.Barrier
    condition.__init__ = _wrap_condition(condition.__init__)
    condition.wait = wrap_wait(condition.wait, Traced)
    condition.notify, condition.notify_all = _wrap_waking(condition.notify), _wrap_waking(condition.notify_all)
    wrap_arrival(condition, "_sleeping_count")
    event.__init__ = _wrap_init("Event", event.__init__, _trace_event, EVENT_METHODS)
    event.wait = wrap_wait(event.wait, _Events)
    event.set, event.clear = _wrap_flag(event.set), _wrap_flag(event.clear)
    barrier.__init__ = _wrap_init("Barrier", barrier.__init__, _trace_barrier)
    wrap_arrival(barrier, "_cond", "_woken_count")
