"""Lock, RLock and semaphores of multiprocessing: stock classes, with hooked methods on the instances of the program."""

import sys
from multiprocessing import synchronize
from types import SimpleNamespace
from typing import Any, Callable

from ... import wire
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...emitter import writer
from ...notes import announce
from ...origin import creator
from ..stock_classes import overrides
from ..travel import PART, TRACED, carried_by
from .lock_hooks import LOCK_METHODS, LockHook, hooked_acquire, hooked_release

_ENTERED = "_mptui_entered"
"""Instance attribute: what the stock methods of `with` work on."""
_BELOW_WITH = 3
"""Frames from the program's down to the hook: ours, the stock method's, the hook's."""
_COUNTING = ("Semaphore", "BoundedSemaphore")

_IS_ID, _OF_LOCK, _SWITCHABLE = 1 << 63, 1 << 62, 1 << 61
"""Of a pickled lock's handle. A semaphore is opened by its name; the handle that comes along is an address in another
process, at which nobody looks and which has none of these bits. It gives way to an id: of the lock, or of the object
that the lock is a part of. It stays within 64 bits, as Python 3.15 warns of more."""


def trace(lock: Any, identifier: int, switchable: bool) -> None:
    """Hook one lock or semaphore; `switchable`: the lock knob may act on it. It keeps both, to take them along."""
    setattr(lock, TRACED, (identifier, switchable))
    real = lock._semlock
    counting = isinstance(lock, synchronize.Semaphore)
    hook = LockHook(
        identifier,
        switchable and not counting,
        real,
        _may_release(lock, real),
        owned=isinstance(lock, synchronize.RLock),
        delta=-1 if counting else 0,
    )
    lock.acquire, lock.release = hooked_acquire(hook, 1), hooked_release(hook, 1)
    setattr(lock, _ENTERED, _as_entered(hook))


def _may_release(lock: Any, real: Any) -> Callable[[], bool]:
    if isinstance(lock, synchronize.RLock):
        return real._is_mine  # type: ignore[no-any-return]
    if not isinstance(lock, synchronize.Semaphore):
        return real._is_zero  # type: ignore[no-any-return]
    if not isinstance(lock, synchronize.BoundedSemaphore) or sys.platform == "darwin":
        return lambda: True  # macOS cannot tell a semaphore's value
    return lambda: real._get_value() < real.maxvalue


def _wrap_init(kind: str, stock: Any) -> Any:
    @stands_in(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        origin = creator(self)
        if origin is None or TRACED in self.__dict__:
            return
        value = args[0] if args else kwargs.get("value", 1)
        depth = value if kind in _COUNTING else 0
        if overrides(self, synchronize.__name__, "_make_methods", *LOCK_METHODS):
            depth = wire.UNCOUNTED
        identifier = announce(kind, "multiprocessing", origin, depth=depth)
        trace(self, identifier, origin.own)

    return __init__


def _as_entered(hook: LockHook) -> Any:
    """What `with` finds in place of the lock: the stock methods run, and so stand in tracebacks, but call the hooks."""
    acquire = hooked_acquire(hook, _BELOW_WITH, op=wire.ENTER)
    release = hooked_release(hook, _BELOW_WITH + 1)
    return SimpleNamespace(_semlock=SimpleNamespace(__enter__=acquire, __exit__=lambda *_: release()))


def call_at_exit(lock: Any, note: Callable[[Any], None]) -> None:
    """Have a `with` block on a lock that is not seen itself call note(exception's type, or None) before it lets go."""
    if _ENTERED not in lock.__dict__:
        real = lock._semlock

        def leave_lock(*details: Any) -> Any:
            note(details[0])
            return real.__exit__(*details)

        setattr(
            lock, _ENTERED, SimpleNamespace(_semlock=SimpleNamespace(__enter__=real.__enter__, __exit__=leave_lock))
        )


def _wrap_with(stock: Any) -> Any:
    def method(self: Any, *details: Any) -> Any:
        try:
            return stock(self.__dict__.get(_ENTERED, self), *details)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return passes_for(stock)(method)


def _unfreeze(stock: Any) -> Any:
    @stands_in(stock)
    def __setstate__(self: Any, state: Any) -> None:
        stock(self, state)
        handle = state[0]
        if not handle & _IS_ID:
            return
        identifier = handle & (_SWITCHABLE - 1)
        if handle & _OF_LOCK:
            trace(self, identifier, bool(handle & _SWITCHABLE))
        else:
            setattr(self, PART, identifier)

    return __setstate__


def _freeze(stock: Any) -> Any:
    @stands_in(stock)
    def __getstate__(self: Any) -> Any:
        state = stock(self)
        traced = self.__dict__.get(TRACED)
        if traced is not None:
            return (_IS_ID | _OF_LOCK | (traced[1] and _SWITCHABLE) | traced[0], *state[1:])
        identifier = carried_by(self)
        return (_IS_ID | identifier, *state[1:]) if identifier else state

    return __getstate__


def make_untraced(make: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call `make` so that the locks it makes are a library's own."""
    before, writer.library = writer.library, True
    try:
        return make(*args, **kwargs)
    finally:
        writer.library = before


def trace_as_part(lock: Any, identifier: int) -> None:
    """Hook the lock inside an object as that object; it must really be held, so the lock knob leaves it alone.

    A lock that the program passed in goes by its own name.
    """
    if isinstance(lock, synchronize.SemLock):
        traced = lock.__dict__.get(TRACED)
        trace(lock, identifier if traced is None else traced[0], switchable=False)


def install() -> None:
    """Hook the locks that are made from now on."""
    for kind in ("BoundedSemaphore", "Semaphore", "Lock", "RLock"):
        cls = getattr(synchronize, kind)
        cls.__init__ = _wrap_init(kind, cls.__init__)
    base: Any = synchronize.SemLock
    base.__enter__, base.__exit__ = _wrap_with(base.__enter__), _wrap_with(base.__exit__)
    base.__getstate__ = _freeze(base.__getstate__)
    base.__setstate__ = _unfreeze(base.__setstate__)
