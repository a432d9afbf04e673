"""SimpleQueue of the module queue: a subclass of the C type, handed only to code outside the standard library.

A put never waits, and is noted before its item can be seen; a get is noted after its item was taken.
"""

import queue
import sys
from typing import Any

from ... import wire
from ...disguise import put_in_place, strip_probe_frames
from ...gate import gate
from ...notes import Registry, announce, begin, done, finish
from ...origin import creator
from ...values import preview
from ...waiting import waited
from ..callsites import Callsites
from ..stock_classes import overrides
from .items import QUEUE_METHODS, is_wait, note_item, outcome_of

_Stock: Any = queue.SimpleQueue
_known = Registry()
_puts, _gets = Callsites("put", waits=False, ending=1), Callsites("get", waits=False, ending=-1)


class _Type(type):
    """Those that libraries made are simple queues too."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, _Stock) if cls is SimpleQueue else type.__instancecheck__(cls, instance)


class SimpleQueue(_Stock, metaclass=_Type):  # type: ignore[misc] # _Stock is Any, so that it can be replaced
    """Simple, unbounded, reentrant FIFO queue."""

    __slots__ = ()

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """A stock one for a library."""
        origin = creator()
        made = _Stock.__new__(_Stock if origin is None and cls is SimpleQueue else cls, *args, **kwargs)
        if origin is not None:
            depth = wire.UNCOUNTED if overrides(made, _Stock.__module__, *QUEUE_METHODS) else 0
            _known.add(made, announce("SimpleQueue", "queue", origin, depth=depth))
        return made

    def __reduce_ex__(self, protocol: Any) -> Any:
        return (_Stock() if type(self) is SimpleQueue else super()).__reduce_ex__(protocol)


def _wrap_put(stock: Any) -> Any:
    def put(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            identifier = _known.get(self)
            if identifier and (args or "item" in kwargs):
                gate()
                callsite = _puts.find(identifier, sys._getframe(1))
                note_item(callsite, args[0] if args else kwargs["item"])
            stock(self, *args, **kwargs)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return put


def _how(block: Any = True, timeout: Any = None) -> tuple[Any, Any]:
    """The arguments of get."""
    return block, timeout


def _wrap_get(stock: Any) -> Any:
    def get(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            try:
                block, timeout = _how(*args, **kwargs)
            except TypeError:
                return stock(self, *args, **kwargs)  # raises it as it should be
            return _get(self, block, timeout)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return get


def _wrap_get_nowait(stock: Any) -> Any:
    def get_nowait(self: Any, *args: Any) -> Any:
        try:
            return stock(self, *args) if args else _get(self, False, None)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return get_nowait


def _get(items: Any, block: Any, timeout: Any) -> Any:
    identifier = _known.get(items)
    if not identifier:
        return waited(_Stock.get, items, block, timeout)
    gate()
    callsite = _gets.find(identifier, sys._getframe(2))
    waits = is_wait(block, timeout)
    try:
        item = _Stock.get(items, False) if waits else _Stock.get(items, block, timeout)
    except BaseException as error:
        if not waits or not isinstance(error, queue.Empty):
            done("get", identifier, callsite.site, outcome_of(error, "get", block, timeout, ()))
            raise
    else:
        note_item(callsite, item)
        return item
    return _wait_for_item(items, identifier, callsite.site, timeout)


def _wait_for_item(items: Any, identifier: int, where: int, timeout: Any) -> Any:
    begin("get", identifier, where, timeout=timeout)
    try:
        item = waited(_Stock.get, items, True, timeout)
    except BaseException as error:
        finish("get", identifier, outcome_of(error, "get", True, timeout, ()))
        raise
    finish("get", identifier, wire.OK, preview(item), -1)
    return item


def _pass_on(stock: Any) -> Any:
    """A method of the class itself, as it is in the stock one: what it inherited would pickle as another class's."""

    def method(self: Any, *args: Any) -> Any:
        try:
            return stock(self, *args)
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return method


def install() -> None:
    """Hand out hooked simple queues from now on."""
    SimpleQueue.__module__, SimpleQueue.__qualname__ = _Stock.__module__, _Stock.__qualname__
    # A pickler that takes a program's class whole, as cloudpickle's, names its metaclass: elsewhere it is `type`.
    _Type.__module__, _Type.__name__, _Type.__qualname__ = _Stock.__module__, "type", f"{_Stock.__qualname__}.__class__"
    hooks = {"put": _wrap_put, "put_nowait": _wrap_put, "get": _wrap_get, "get_nowait": _wrap_get_nowait}
    hooks.update({"empty": _pass_on, "qsize": _pass_on})
    for name, wrap in hooks.items():
        stock = getattr(_Stock, name)
        hook = wrap(stock)
        hook.__module__, hook.__name__, hook.__qualname__ = _Stock.__module__, name, stock.__qualname__
        hook.__doc__ = stock.__doc__
        setattr(SimpleQueue, name, hook)
    put_in_place(queue, "SimpleQueue", SimpleQueue)
