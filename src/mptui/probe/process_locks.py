"""Lock and RLock of multiprocessing: the stock classes, with hooked methods on the instances the program made."""

from multiprocessing import synchronize
from typing import Any

from .emitter import emitter
from .locks import LockHook, announce, hooked
from .origin import creator

_TRACED = "_mptui_traced"
"""Instance attribute: (object id, whether the lock knob may act on it). It travels to spawned children."""


def _hook(lock: Any, identifier: int, switchable: bool) -> None:
    setattr(lock, _TRACED, (identifier, switchable))
    real = lock._semlock
    owned = isinstance(lock, synchronize.RLock)
    may_release = real._is_mine if owned else real._is_zero
    hook = LockHook(identifier, switchable, real.acquire, real.release, may_release, owned)
    lock.acquire, lock.release = hooked(hook, 1)


def _wrap_init(kind: str, stock: Any) -> Any:
    def __init__(self: Any, *, ctx: Any) -> None:
        stock(self, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            identifier = emitter.new_id()
            announce(identifier, kind, "multiprocessing", origin)
            _hook(self, identifier, origin.own)

    return __init__


def _enter(self: Any) -> Any:
    if _TRACED in self.__dict__:
        return self.acquire()
    return self._semlock.__enter__()


def _exit(self: Any, *details: Any) -> Any:
    if _TRACED in self.__dict__:
        return self.release()
    return self._semlock.__exit__(*details)


def _unfreeze(stock: Any) -> Any:
    def __setstate__(self: Any, state: Any) -> None:
        stock(self, state[:4])
        if len(state) > 4:
            _hook(self, *state[4])

    return __setstate__


def _freeze(stock: Any) -> Any:
    def __getstate__(self: Any) -> Any:
        state = stock(self)
        traced = self.__dict__.get(_TRACED)
        return state if traced is None else (*state, traced)

    return __getstate__


def _wrap_condition(stock: Any) -> Any:
    """A condition must really hold its lock, so the lock knob leaves that lock alone."""

    def __init__(self: Any, lock: Any = None, *, ctx: Any) -> None:
        traced = getattr(lock, _TRACED, None)
        if traced is not None:
            _hook(lock, traced[0], False)
        stock(self, lock, ctx=ctx)

    return __init__


def install() -> None:
    """Hook the locks that are made from now on."""
    for kind in ("Lock", "RLock"):
        cls = getattr(synchronize, kind)
        cls.__init__ = _wrap_init(kind, cls.__init__)
    base: Any = synchronize.SemLock
    base.__enter__, base.__exit__ = _enter, _exit
    base.__getstate__ = _freeze(base.__getstate__)
    base.__setstate__ = _unfreeze(base.__setstate__)
    synchronize.Condition.__init__ = _wrap_condition(synchronize.Condition.__init__)  # type: ignore[method-assign]
