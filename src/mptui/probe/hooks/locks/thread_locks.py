"""Lock and RLock of threading: thin objects around the real ones, handed only to code outside the standard library."""

import importlib
import sys
import threading
from types import FrameType, MethodDescriptorType
from typing import Any, Callable

from ... import wire
from ...disguise import passes_for, strip_probe_frames
from ...notes import announce
from ...origin import creator
from .lock_hooks import NO_TIMEOUT, LockHook, hooked_acquire, hooked_release

_real_lock = threading.Lock
_real_rlock: Callable[[], Any] = threading.RLock
_after_fork = threading._after_fork.__code__  # type: ignore[attr-defined] # it renews a lock of the library's own


class TracedLock:
    """A real lock with a hook around acquire and release; passes for the real type in isinstance and in its repr."""

    __slots__ = ("__weakref__", "_enter", "_exit", "_hook", "_raw", "acquire", "release")
    _real: Any = type(_real_lock())

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """What `type(lock)()` gives: a lock that is not seen, or the real type's refusal."""
        return cls._real(*args, **kwargs)

    def __init__(self, raw: Any, hook: LockHook) -> None:
        self._raw = raw
        self._hook = hook
        self.acquire, self.release = hooked_acquire(hook, 1, NO_TIMEOUT), hooked_release(hook, 1)
        self._enter = hooked_acquire(hook, 2, NO_TIMEOUT, wire.ENTER)
        self._exit = hooked_release(hook, 2)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._raw)

    def __enter__(self) -> bool:
        try:
            return self._enter()
        except BaseException as error:
            strip_probe_frames(error)
            raise

    def __exit__(self, *details: object) -> None:
        try:
            self._exit()
        except BaseException as error:
            strip_probe_frames(error)
            raise

    def locked(self) -> bool:
        """Whether anybody holds the real lock."""
        return bool(self._raw.locked())

    def stock_state(self, state: dict[str, Any]) -> dict[str, Any]:
        """The state of an object that has this lock as its `_lock`, and its methods, as with a real lock."""
        own = {name: getattr(self._raw, name) for name in state if hasattr(self._raw, name)}
        return {**state, **own, "_lock": self._raw}

    def is_part_of(self, identifier: int) -> bool:
        """Whether the lock is seen as that object, which made it for itself."""
        return self._hook.identifier == identifier

    def keep_on(self) -> None:
        """From now on the lock knob leaves this lock alone."""
        self._hook.switchable = False

    def __repr__(self) -> str:
        return repr(self._raw)

    def __reduce_ex__(self, protocol: Any) -> Any:
        try:
            return _as_registered(self._raw, sys._getframe(1)) or self._raw.__reduce_ex__(protocol)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    def _at_fork_reinit(self) -> None:
        self._raw._at_fork_reinit()


class TracedRLock(TracedLock):
    """A real RLock with a hook, and the private methods by which Condition lets go of it and takes it back."""

    __slots__ = ()
    _real = type(_real_rlock())

    def _is_owned(self) -> bool:
        return bool(self._raw._is_owned())

    def _recursion_count(self) -> int:
        return int(self._raw._recursion_count())

    def _release_save(self) -> Any:
        if not self._raw._is_owned():
            return self._raw._release_save()  # raises as the real lock does
        count = 0
        while self._raw._is_owned():
            self._exit()
            count += 1
        return count

    def _acquire_restore(self, count: int) -> None:
        for _ in range(count):
            self._enter()


class _Recorder:
    """Stands for a pickler in a function registered with it, and keeps what that would write."""

    reduced: Any = None

    def save_reduce(self, *parts: Any, obj: Any = None) -> None:  # noqa: ARG002 # what is reduced
        self.reduced = parts


def _as_registered(raw: Any, caller: FrameType) -> Any:
    """How a pickler reduces a real lock that has a function for its type, as dill's has; None if it has none.

    Only a pickler written in Python can, and it looks under the type of what it is given, which is not the real one's.
    """
    stock: Any = sys.modules.get("pickle")
    if stock is None or caller.f_code is not stock._Pickler.save.__code__:
        return None
    pickler = caller.f_locals["self"]
    save = pickler.dispatch.get(type(raw))
    if save is None:
        return None
    recorder = _Recorder()
    save(recorder, raw)
    return recorder.reduced


def _around(kind: type, raw: Any, hook: LockHook) -> Any:
    made: Any = object.__new__(kind)
    made.__init__(raw, hook)
    return made


def rlock_within(identifier: int) -> Any:
    """An RLock that is part of the object `identifier` and seen as it; the lock knob leaves it alone."""
    raw = _real_rlock()
    return _around(TracedRLock, raw, LockHook(identifier, False, raw, raw._is_owned, owned=True))


def _make_lock() -> Any:
    raw, origin = _real_lock(), creator()
    if origin is None:
        return raw
    identifier = announce("Lock", "threading", origin)
    return _around(TracedLock, raw, LockHook(identifier, origin.own, raw, raw.locked, owned=False))


def _make_rlock(*args: Any, **kwargs: Any) -> Any:
    if sys._getframe(1).f_code is _after_fork:
        return _real_rlock(*args, **kwargs)
    raw, origin = _real_rlock(*args, **kwargs), creator()
    if origin is None:
        return raw
    identifier = announce("RLock", "threading", origin)
    return _around(TracedRLock, raw, LockHook(identifier, origin.own, raw, raw._is_owned, owned=True))


class _LockType(type):
    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, type(_real_lock()))

    def __repr__(cls) -> str:
        return repr(_real_lock)

    @property  # type: ignore[misc]
    def __class__(cls) -> type:
        return type


class _Lock(metaclass=_LockType):
    """threading.Lock is a class since Python 3.13."""

    def __new__(cls):  # type: ignore[no-untyped-def] # its signature is the real type's
        return _make_lock()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        try:
            type(cls.__name__, (_real_lock,), {})  # which refuses
        except TypeError as error:
            strip_probe_frames(error)
            raise


class _Method:
    """A method of the real class, found in the one that stands in for it, where it takes the locks made there."""

    def __init__(self, name: str) -> None:
        stock = getattr(_real_lock, name)
        self._name = name
        for part in ("__name__", "__qualname__", "__doc__", "__objclass__"):
            setattr(self, part, getattr(stock, part))

    def __call__(self, lock: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(lock, self._name)(*args, **kwargs)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    def __repr__(self) -> str:
        return repr(getattr(_real_lock, self._name))

    def __reduce__(self) -> Any:
        return getattr, (_Lock, self._name)


class _ModuleName:
    """A module on its way to another process."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __reduce__(self) -> Any:
        return importlib.import_module, (self._name,)


class _BuiltIn:
    """threading.Lock before Python 3.13: a function written in C. Pickles as that name."""

    def __init__(self) -> None:
        passes_for(_real_lock)(self)
        self.__self__ = getattr(_real_lock, "__self__", None)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(_real_lock)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return _real_lock(*args, **kwargs) if args or kwargs else _make_lock()
        except BaseException as error:
            strip_probe_frames(error)
            raise

    def __repr__(self) -> str:
        return repr(_real_lock)

    def __reduce__(self) -> Any:
        return getattr, (_ModuleName("threading"), "Lock")


def install() -> None:
    """Hand out hooked locks from now on. What stands in for threading's names pickles as those names."""
    passes_for(_real_lock)(_Lock)
    passes_for(_real_rlock)(_make_rlock)
    for traced in (TracedLock, TracedRLock):
        for name in ("__module__", "__name__", "__qualname__"):
            setattr(traced, name, getattr(traced._real, name))
    stand_in: Any = _Lock if sys.version_info >= (3, 13) else _BuiltIn()
    if stand_in is _Lock:
        for name, method in vars(_real_lock).items():
            if type(method) is MethodDescriptorType:
                setattr(_Lock, name, _Method(name))
        module: Any = sys.modules[_Lock.__module__]
        setattr(module, _Lock.__qualname__, _Lock)  # nobody uses it by that name, but it pickles as that
    threading.Lock = stand_in
    threading.RLock = _make_rlock  # type: ignore[assignment]
