"""Value and Array of multiprocessing, each with its lock, and RawValue and RawArray, whose use cannot be seen.

A read or write takes the lock as the stock one does; only if it has to wait for it are the wait and the release noted.
It is noted while the lock is held, so the order of the notes is the order of the memory.
"""

import operator
import sys
from multiprocessing import synchronize
from typing import Any, Callable

from ...disguise import passes_for, stands_in, strip_probe_frames
from ...emitter import emitter, writer
from ...gate import gate
from ...guard import failed
from ...notes import announce
from ...on_import import when_imported
from ...origin import creator
from ...values import item_text, preview
from ..callsites import Callsite, Callsites
from ..locks.process_locks import make_untraced, trace_as_part
from ..travel import TRACED, Traced

_ITEMS_SHOWN = 8
_reads, _writes = Callsites("read", waits=False), Callsites("write", waits=False)
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


def _wrap_synchronized(stock: Any, base: Any) -> Any:
    """What also makes a Value or Array anew in the process that it was sent to, with its id in the place of `ctx`."""
    make = _wrap_maker("Value", stock, base)

    @stands_in(stock)
    def synchronized(obj: Any, lock: Any = None, ctx: Any = None) -> Any:
        if type(ctx) is not int:
            return make(obj, lock, ctx)
        shared = make_untraced(stock, obj, lock)
        _trace(shared, ctx)
        return shared

    return synchronized


def _wrap_reduce(stock: Any) -> Any:
    """The id takes the place of the context, which is asked for a lock only if none comes along."""

    @stands_in(stock)
    def __reduce__(self: Any) -> Any:
        function, arguments = stock(self)
        identifier = Traced.get(self)
        if identifier and isinstance(self._lock, synchronize.SemLock):
            return function, (*arguments, identifier)
        return function, arguments

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


def _wrap_access(stock: Any, callsites: Callsites, access: Any, describe: Callable[..., bytes], *fixed: Any) -> Any:
    """One read or write. `access` does to the memory what the stock method does to it under the lock.

    It is a function in C: if it refuses, the stock method does, with a traceback of its own. `describe` makes the text.
    """
    memory, frame_at, known = emitter.board.memory, sys._getframe, callsites.known

    def operate(shared: Any, callsite: Callsite, args: Any) -> Any:
        release = _take(shared)
        try:
            result = access(shared._obj, *fixed, *args)
            try:
                writer.note(callsite.first, 0, describe(shared._obj, *fixed, *args))
            except BaseException as error:
                failed(error)
            return result
        except Exception as error:
            if error.__traceback__ is None or error.__traceback__.tb_next is not None:
                raise  # it comes from the program's code: a signal handler, or the index's own
        finally:
            release()
        return stock(shared, *args)

    @passes_for(stock)
    def stand_in(self: Any, *args: Any) -> Any:
        identifier = self.__dict__.get(TRACED)
        try:
            if not identifier:
                return stock(self, *args)
            frame = frame_at(1)
            callsite = known.get((identifier, frame.f_lasti, id(frame.f_code))) or callsites.find(identifier, frame)
            if memory[0]:
                gate()
            return operate(self, callsite, args)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return stand_in


def _property(stock: property, name: str) -> property:
    """The attribute `name`: value or raw of a simple value or string, or a field of a structure."""
    label = b"" if name in ("value", "raw") else f"{name} = ".encode()

    def describe(memory: Any, *_: Any) -> bytes:
        return label + preview(getattr(memory, name))

    return property(
        _wrap_access(stock.fget, _reads, getattr, describe, name),
        _wrap_access(stock.fset, _writes, setattr, describe, name),
    )


def _wrap_make_property(stock: Any) -> Any:
    @stands_in(stock)
    def make_property(name: str) -> property:
        known = _properties.get(name)
        if known is None:
            known = _properties[name] = _property(stock(name), name)
        return known

    return make_property


def _describe_item(memory: Any, index: Any, *_: Any) -> bytes:
    """For a slice `[0:2] = 5, 7`."""
    if type(index) is int:
        return item_text(index, len(memory), memory[index])
    if type(index) is not slice or not {type(index.start), type(index.stop), type(index.step)} <= {int, type(None)}:
        return b"[?]"
    start, stop, step = index.indices(len(memory))
    items = [preview(memory[place]) for place in range(start, stop, step)[:_ITEMS_SHOWN]]
    more = b", ..." if len(range(start, stop, step)) > _ITEMS_SHOWN else b""
    place = f"{start}:{stop}" if step == 1 else f"{start}:{stop}:{step}"
    return b"[%s] = %s" % (place.encode(), b", ".join(items) + more)


def _hook(module: Any) -> None:
    base = module.SynchronizedBase
    for kind in ("Value", "Array"):
        setattr(module, kind, _wrap_maker(kind, getattr(module, kind), base))
    module.synchronized = _wrap_synchronized(module.synchronized, base)
    for kind in ("RawValue", "RawArray"):
        setattr(module, kind, _wrap_raw_maker(kind, getattr(module, kind)))
    _properties.clear()
    module.make_property = _wrap_make_property(module.make_property)
    module.Synchronized.value = module.SynchronizedString.value = module.make_property("value")
    module.SynchronizedString.raw = module.make_property("raw")
    array = module.SynchronizedArray
    array.__getitem__ = _wrap_access(array.__getitem__, _reads, operator.getitem, _describe_item)
    array.__setitem__ = _wrap_access(array.__setitem__, _writes, operator.setitem, _describe_item)
    base.__reduce__ = _wrap_reduce(base.__reduce__)


def install() -> None:
    """Hook what is made from now on; the module is imported only if the program uses it, as it imports ctypes."""
    when_imported("multiprocessing.sharedctypes", _hook)
