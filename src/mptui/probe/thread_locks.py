"""Lock and RLock of threading: thin objects around the real ones, handed only to code outside the standard library."""

import sys
import threading
from typing import Any, Callable

from .emitter import emitter
from .locks import LockHook, announce, hooked
from .origin import Origin, creator

_real_lock = threading.Lock
_real_rlock: Callable[[], Any] = threading.RLock


class TracedLock:
    """A real lock with a hook around acquire and release; passes for the real type in isinstance and in its repr."""

    __slots__ = ("__weakref__", "_acquire", "_hook", "_raw", "_release")

    def __init__(self, raw: Any, hook: LockHook) -> None:
        self._raw = raw
        self._hook = hook
        self._acquire, self._release = hooked(hook, 2)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._raw)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As the real acquire: `timeout` in seconds, -1 for ever."""
        if timeout != -1 and (not blocking or timeout < 0):
            return bool(self._raw.acquire(blocking, timeout))  # raises ValueError as the real lock does
        return self._acquire(bool(blocking), None if timeout == -1 else timeout)

    __enter__ = acquire

    def release(self) -> None:
        """As the real release."""
        self._release()

    def __exit__(self, *details: object) -> None:
        self._release()

    def locked(self) -> bool:
        """Whether anybody holds the real lock."""
        return bool(self._raw.locked())

    def keep_on(self) -> None:
        """From now on the lock knob leaves this lock alone."""
        self._hook.switchable = False

    def __repr__(self) -> str:
        return repr(self._raw)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._raw.__reduce_ex__(protocol)

    def _at_fork_reinit(self) -> None:
        self._raw._at_fork_reinit()


class TracedRLock(TracedLock):
    """A real RLock with a hook, and the private methods by which Condition lets go of it and takes it back."""

    __slots__ = ()

    def _is_owned(self) -> bool:
        return bool(self._raw._is_owned())

    def _recursion_count(self) -> int:
        return int(self._raw._recursion_count())

    def _release_save(self) -> int:
        count = 0
        while self._raw._is_owned():
            self._release()
            count += 1
        return count

    def _acquire_restore(self, count: int) -> None:
        for _ in range(count):
            self._acquire()


def _hook(raw: Any, kind: str, origin: Origin, may_release: Callable[[], bool]) -> LockHook:
    identifier = emitter.new_id()
    announce(identifier, kind, "threading", origin)
    return LockHook(identifier, origin.own, raw.acquire, raw.release, may_release, owned=kind == "RLock")


def _make_lock() -> Any:
    raw = _real_lock()
    origin = creator()
    return raw if origin is None else TracedLock(raw, _hook(raw, "Lock", origin, raw.locked))


def _make_rlock(*args: Any, **kwargs: Any) -> Any:
    raw = _real_rlock(*args, **kwargs)
    origin = creator()
    return raw if origin is None else TracedRLock(raw, _hook(raw, "RLock", origin, raw._is_owned))


class _LockType(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, type(_real_lock()))

    def __repr__(cls) -> str:
        return repr(_real_lock)


class _Lock(metaclass=_LockType):
    """threading.Lock is a class since Python 3.13."""

    def __new__(cls) -> Any:
        return _make_lock()


def _wrap_condition(stock: Any) -> Any:
    def __init__(self: Any, lock: Any = None) -> None:
        if type(lock) in (TracedLock, TracedRLock):
            lock.keep_on()
        stock(self, lock)

    return __init__


def install() -> None:
    """Hand out hooked locks from now on. What stands in for threading's names pickles as those names."""
    for stand_in, name in ((_Lock, "Lock"), (_make_lock, "Lock"), (_make_rlock, "RLock")):
        stand_in.__module__, stand_in.__qualname__ = "threading", name
    for traced, real in ((TracedLock, _real_lock()), (TracedRLock, _real_rlock())):
        traced.__module__, traced.__qualname__ = type(real).__module__, type(real).__qualname__
    if sys.version_info >= (3, 13):
        threading.Lock = _Lock  # type: ignore[assignment]
    else:
        threading.Lock = _make_lock  # type: ignore[assignment]
    threading.RLock = _make_rlock  # type: ignore[assignment]
    threading.Condition.__init__ = _wrap_condition(threading.Condition.__init__)  # type: ignore[method-assign]
