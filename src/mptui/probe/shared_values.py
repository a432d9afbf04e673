"""Value and Array of multiprocessing, each with its lock, and RawValue and RawArray, whose use cannot be seen.

A read or write takes the lock as the stock one does; only if it has to wait for it are the wait and the release noted.
It is noted while the lock is held, so the order of the notes is the order of the memory.
"""

import sys
from multiprocessing import synchronize
from typing import Any, Callable

from .disguise import stands_in
from .gate import gate
from .on_import import when_imported
from .operations import announce, done
from .origin import creator, site
from .process_locks import make_untraced, trace_as_part
from .travel import TRACED, Traced
from .values import preview

_ITEMS_SHOWN = 8
_properties: dict[str, property] = {}


def _trace(shared: Any, identifier: int) -> None:
    setattr(shared, TRACED, identifier)
    lock = shared._lock
    trace_as_part(lock, identifier)
    shared.acquire, shared.release = lock.acquire, lock.release


def _wrap_maker(kind: str, stock: Any, base: Any) -> Any:
    """Value, Array, synchronized. Without a lock they make a raw value."""

    @stands_in(stock)
    def make(*args: Any, **kwargs: Any) -> Any:
        made = make_untraced(stock, *args, **kwargs)
        origin = creator()
        if origin is None:
            return made
        if not isinstance(made, base):
            announce(f"Raw{kind}", "multiprocessing", origin)
            return made
        is_array = hasattr(type(made), "__getitem__")
        _trace(made, announce("Array" if is_array else "Value", "multiprocessing", origin))
        return made

    return make


def _wrap_raw_maker(kind: str, stock: Any) -> Any:
    @stands_in(stock)
    def make(*args: Any, **kwargs: Any) -> Any:
        made = stock(*args, **kwargs)
        origin = creator()
        if origin is not None:
            announce(kind, "multiprocessing", origin)
        return made

    return make


def rebuild(memory: Any, lock: Any, identifier: int) -> Any:
    """Make a Value or Array anew in the spawned process that it was sent to."""
    from multiprocessing import sharedctypes

    shared = sharedctypes.synchronized(memory, lock)
    _trace(shared, identifier)
    return shared


def _wrap_reduce(stock: Any) -> Any:
    @stands_in(stock)
    def __reduce__(self: Any) -> Any:
        function, arguments = stock(self)
        identifier = Traced.get(self)
        return (rebuild, (*arguments, identifier)) if identifier else (function, arguments)

    return __reduce__


def _take(shared: Any) -> Callable[[], Any]:
    """Take the lock of a Value or Array for one read or write; returns what lets go of it."""
    lock = shared._lock
    if isinstance(lock, synchronize.SemLock):
        real: Any = lock._semlock  # type: ignore[attr-defined]
        if real.acquire(False):
            return real.release  # type: ignore[no-any-return]
    shared.acquire()
    return shared.release  # type: ignore[no-any-return]


def _property(stock: property, name: str) -> property:
    """The attribute `name`: value or raw of a simple value or string, or a field of a structure."""
    label = b"" if name in ("value", "raw") else f"{name} = ".encode()
    stock_get: Any = stock.fget
    stock_set: Any = stock.fset

    @stands_in(stock_get)
    def get(self: Any) -> Any:
        identifier = Traced.get(self)
        if not identifier:
            return stock_get(self)
        gate()
        where, release = site(sys._getframe(1)), _take(self)
        try:
            value = getattr(self._obj, name)
            done("read", identifier, where, value=label + preview(value))
            return value
        finally:
            release()

    @stands_in(stock_set)
    def set(self: Any, value: Any) -> None:  # noqa: A001 # the other half of `get`
        identifier = Traced.get(self)
        if not identifier:
            stock_set(self, value)
            return
        gate()
        where, release = site(sys._getframe(1)), _take(self)
        try:
            setattr(self._obj, name, value)
            done("write", identifier, where, value=label + preview(getattr(self._obj, name)))
        finally:
            release()

    return property(get, set)


def _wrap_make_property(stock: Any) -> Any:
    @stands_in(stock)
    def make_property(name: str) -> property:
        known = _properties.get(name)
        if known is None:
            known = _properties[name] = _property(stock(name), name)
        return known

    return make_property


def item_text(index: Any, length: int, value: Any) -> bytes:
    """`[2] = 7`, or `[0:2] = 5, 7` for a slice; an index from the end is told from the beginning.

    An index that is no plain int could run the program's code, and is not shown.
    """
    place = "?"
    if type(index) is int:
        place = str(index + length if index < 0 else index)
    elif type(index) is slice and {type(index.start), type(index.stop), type(index.step)} <= {int, type(None)}:
        start, stop, step = index.indices(length)
        place = f"{start}:{stop}" if step == 1 else f"{start}:{stop}:{step}"
    if type(value) is list:
        text = b", ".join(preview(item) for item in value[:_ITEMS_SHOWN])
        text += b", ..." if len(value) > _ITEMS_SHOWN else b""
    else:
        text = preview(value)
    return b"[%s] = %s" % (place.encode(), text)


def _wrap_getitem(stock: Any) -> Any:
    @stands_in(stock)
    def __getitem__(self: Any, i: Any) -> Any:
        identifier = Traced.get(self)
        if not identifier:
            return stock(self, i)
        gate()
        where, release = site(sys._getframe(1)), _take(self)
        try:
            value = self._obj[i]
            done("read", identifier, where, value=item_text(i, len(self._obj), value))
            return value
        finally:
            release()

    return __getitem__


def _wrap_setitem(stock: Any) -> Any:
    @stands_in(stock)
    def __setitem__(self: Any, i: Any, value: Any) -> None:
        identifier = Traced.get(self)
        if not identifier:
            stock(self, i, value)
            return
        gate()
        where, release = site(sys._getframe(1)), _take(self)
        try:
            self._obj[i] = value
            done("write", identifier, where, value=item_text(i, len(self._obj), self._obj[i]))
        finally:
            release()

    return __setitem__


def _hook(module: Any) -> None:
    base = module.SynchronizedBase
    for kind in ("Value", "Array"):
        setattr(module, kind, _wrap_maker(kind, getattr(module, kind), base))
    module.synchronized = _wrap_maker("Value", module.synchronized, base)
    for kind in ("RawValue", "RawArray"):
        setattr(module, kind, _wrap_raw_maker(kind, getattr(module, kind)))
    _properties.clear()
    module.make_property = _wrap_make_property(module.make_property)
    module.Synchronized.value = module.SynchronizedString.value = module.make_property("value")
    module.SynchronizedString.raw = module.make_property("raw")
    array = module.SynchronizedArray
    array.__getitem__, array.__setitem__ = _wrap_getitem(array.__getitem__), _wrap_setitem(array.__setitem__)
    base.__reduce__ = _wrap_reduce(base.__reduce__)


def install() -> None:
    """Hook what is made from now on; the module is imported only if the program uses it, as it imports ctypes."""
    when_imported("multiprocessing.sharedctypes", _hook)
