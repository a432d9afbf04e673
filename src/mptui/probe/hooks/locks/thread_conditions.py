"""Semaphore, Condition, Event and Barrier of threading; those of multiprocessing share Barrier.

Stock classes with wrapped methods. The locks inside them are a library's own, but for the lock that a Condition makes
for itself: who takes it takes the condition.
"""

import sys
import threading
from typing import Any, Optional

from ... import wire
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...gate import gate
from ...notes import Registry, announce, begin, done, finish
from ...origin import creator, site
from ..stock_classes import overrides, stock_class
from ..travel import Traced
from .lock_hooks import LOCK_METHODS
from .thread_locks import TracedLock, TracedRLock, rlock_within

EVENT_METHODS = ("set", "clear", "is_set", "isSet")
"""What the value of a semaphore or event follows from."""

_STOCK_LOCKS = ("_thread", "threading", "multiprocessing.synchronize")
"""Modules of locks that wait() of a condition does not run the program's code for."""
known = Registry()
"""The traced semaphores, conditions, events and barriers of this process."""


class _Barriers:
    """Those of multiprocessing use the methods of threading's, and carry their ids themselves."""

    @staticmethod
    def get(made: Any) -> int:
        """Its id, 0 if it is not traced."""
        return known.get(made) or Traced.get(made)


def wrap_init(stock: Any, module: str, depth_name: str = "", methods: tuple[str, ...] = ()) -> Any:
    """Announce what a program makes. `depth_name`: the attribute that holds the depth it begins with.

    `methods`: those that its depth follows from, so it cannot be told if a class of the program's overrides one.
    """

    @passes_for(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            stock(self, *args, **kwargs)
        except BaseException as error:
            strip_probe_frames(error)
            raise
        origin = creator(self)
        if origin is not None:
            depth = getattr(self, depth_name) if depth_name else 0
            if overrides(self, module, *methods):
                depth = wire.UNCOUNTED
            bound = self.__dict__.get("_parties", -1)
            known.add(self, announce(stock_class(self, module), module, origin, bound, depth))

    return __init__


def wrap_wait(stock: Any, ids: Any) -> Any:
    """wait(timeout) of a condition, event or barrier: it ends ok, with a timeout, or with an error."""

    @passes_for(stock)
    def wait(self: Any, timeout: Optional[float] = None) -> Any:
        try:
            identifier = ids.get(self)
            if not identifier:
                return stock(self, timeout)
            gate()
            own = self.__dict__.get("_timeout")  # a barrier may have one
            begin("wait", identifier, site(sys._getframe(1)), timeout=own if timeout is None else timeout)
            outcome = wire.ERROR
            try:
                result = stock(self, timeout)
                outcome = wire.TIMEOUT if result is False else wire.OK
            finally:
                finish("wait", identifier, outcome)
            return result
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return wait


def wrap_at_once(op: str, stock: Any, ids: Any) -> Any:
    """An operation that never waits; it is noted before it can wake anybody."""

    @passes_for(stock)
    def operate(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            identifier = ids.get(self)
            if identifier:
                gate()
                done(op, identifier, site(sys._getframe(1)))
            return stock(self, *args, **kwargs)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return operate


def wrap_notify(stock: Any, ids: Any) -> Any:
    """notify, but not as a part of notify_all, which is noted itself."""

    @passes_for(stock)
    def notify(self: Any, n: int = 1) -> None:
        try:
            identifier = ids.get(self)
            if identifier:
                caller = sys._getframe(1)
                if caller.f_code.co_name != "notify_all":
                    gate()
                    done("notify", identifier, site(caller))
            stock(self, n)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return notify


def _acquire(stock: Any, semaphore: Any, identifier: int, block: bool, timeout: Optional[float], where: int) -> Any:
    def undo() -> None:
        semaphore.release()

    gate()
    if stock(semaphore, False):
        done("acquire", identifier, where, delta=-1, undo=undo)
        return True
    if not block:
        done("acquire", identifier, where, wire.TIMEOUT)
        return False
    begin("acquire", identifier, where, timeout=timeout)
    outcome = wire.ERROR
    try:
        taken = stock(semaphore, True, timeout)
        outcome = wire.OK if taken else wire.TIMEOUT
    finally:
        if outcome == wire.OK:
            finish("acquire", identifier, outcome, delta=-1, undo=undo)
        else:
            finish("acquire", identifier, outcome)
    return taken


def _wrap_acquire(stock: Any) -> Any:
    @passes_for(stock)
    def acquire(self: Any, blocking: bool = True, timeout: Optional[float] = None) -> Any:
        try:
            identifier = known.get(self)
            if not identifier or (not blocking and timeout is not None):
                return stock(self, blocking, timeout)
            return _acquire(stock, self, identifier, blocking, timeout, site(sys._getframe(1)))
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return acquire


def _wrap_release(stock: Any, bounded: bool) -> Any:
    @passes_for(stock)
    def release(self: Any, n: int = 1) -> None:
        try:
            identifier = known.get(self)
            if identifier and n >= 1 and not (bounded and self._value + n > self._initial_value):
                gate()
                where = site(sys._getframe(1))
                for _ in range(n):
                    done("release", identifier, where, delta=1)
            stock(self, n)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return release


def _wrap_condition(stock: Any) -> Any:
    """A condition must really hold its lock, so the lock knob leaves that lock alone."""

    @stands_in(stock)
    def __init__(self: Any, lock: Any = None) -> None:
        if isinstance(lock, TracedLock):
            lock.keep_on()
        origin = creator(self)
        if origin is None:
            stock(self, lock)
            return
        is_stock = lock is None or type(lock).__module__ in _STOCK_LOCKS or isinstance(lock, (TracedLock, TracedRLock))
        identifier = announce("Condition", "threading", origin, depth=0 if is_stock else wire.UNCOUNTED)
        stock(self, rlock_within(identifier) if lock is None else lock)
        known.add(self, identifier)

    return __init__


def _reduce_condition(stock: Any) -> Any:
    """Of a condition with its own lock. A pickler that takes locks, as dill's does, needs the real one's methods."""

    def __reduce_ex__(self: Any, protocol: Any, /) -> Any:
        try:
            reduced = stock(self, protocol)
            lock = self.__dict__.get("_lock")
            if type(lock) is TracedRLock and lock.is_part_of(known.get(self)) and type(reduced[2]) is dict:
                return (*reduced[:2], lock.stock_state(reduced[2]), *reduced[3:])
            return reduced
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return __reduce_ex__


def install() -> None:
    """Hook what is made from now on."""
    parts: Any = threading
    semaphore, bounded = parts.Semaphore, parts.BoundedSemaphore
    semaphore.__init__ = wrap_init(semaphore.__init__, "threading", "_value", LOCK_METHODS)
    semaphore.acquire = semaphore.__enter__ = _wrap_acquire(semaphore.acquire)
    semaphore.release = _wrap_release(semaphore.release, bounded=False)
    bounded.release = _wrap_release(bounded.release, bounded=True)
    condition, event, barrier = parts.Condition, parts.Event, parts.Barrier
    condition.__init__ = _wrap_condition(condition.__init__)
    condition.__reduce_ex__ = _reduce_condition(condition.__reduce_ex__)
    condition.wait = wrap_wait(condition.wait, known)
    condition.notify = wrap_notify(condition.notify, known)
    stock = condition.notify_all
    condition.notify_all = wrap_at_once("notify_all", stock, known)
    if condition.notifyAll is stock:  # before Python 3.10
        condition.notifyAll = condition.notify_all
    event.__init__ = wrap_init(event.__init__, "threading", methods=EVENT_METHODS)
    event.wait = wrap_wait(event.wait, known)
    event.set, event.clear = (wrap_at_once(op, getattr(event, op), known) for op in ("set", "clear"))
    barrier.__init__ = wrap_init(barrier.__init__, "threading")
    barrier.wait = wrap_wait(barrier.wait, _Barriers)
    for op in ("reset", "abort"):
        setattr(barrier, op, wrap_at_once(op, getattr(barrier, op), _Barriers))
