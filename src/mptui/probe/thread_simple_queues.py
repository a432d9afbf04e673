"""SimpleQueue of the module queue: a subclass of the C type, handed only to code outside the standard library.

A put never waits, and is noted before its item can be seen; a get is noted after its item was taken.
"""

import queue
import sys
from typing import Any

from . import wire
from .gate import gate
from .operations import Registry, announce, begin, done, finish
from .origin import creator
from .places import Places
from .queues import outcome_of
from .thread_queues import is_wait, note_item
from .tracebacks import leave
from .values import preview

_Stock: Any = queue.SimpleQueue
_known = Registry()
_puts, _gets = Places("put", waits=False, ending=1), Places("get", waits=False, ending=-1)


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
            _known.add(made, announce("SimpleQueue", "queue", origin))
        return made

    def put(self, item: Any, block: Any = True, timeout: Any = None) -> None:
        """Put the item on the queue."""
        _note_put(self, item)
        _Stock.put(self, item, block, timeout)

    def put_nowait(self, item: Any) -> None:
        """Put an item into the queue without blocking."""
        _note_put(self, item)
        _Stock.put_nowait(self, item)

    def get(self, block: Any = True, timeout: Any = None) -> Any:
        """Remove and return an item from the queue."""
        try:
            return _get(self, block, timeout)
        except BaseException as error:
            leave(error)
            raise

    def get_nowait(self) -> Any:
        """Remove and return an item from the queue without blocking."""
        try:
            return _get(self, False, None)
        except BaseException as error:
            leave(error)
            raise

    def __reduce_ex__(self, protocol: Any) -> Any:
        return (_Stock() if type(self) is SimpleQueue else super()).__reduce_ex__(protocol)


def _note_put(items: Any, item: Any) -> None:
    identifier = _known.get(items)
    if identifier:
        gate()
        note_item(_puts.find(identifier, sys._getframe(2)), item)


def _get(items: Any, block: Any, timeout: Any) -> Any:
    identifier = _known.get(items)
    if not identifier:
        return _Stock.get(items, block, timeout)
    gate()
    place = _gets.find(identifier, sys._getframe(2))
    waits = is_wait(block, timeout)
    try:
        item = _Stock.get(items, False) if waits else _Stock.get(items, block, timeout)
    except BaseException as error:
        if not waits or not isinstance(error, queue.Empty):
            done("get", identifier, place.site, outcome_of(error, "get", block, timeout, ()))
            raise
    else:
        note_item(place, item)
        return item
    return _wait_for_item(items, identifier, place.site, timeout)


def _wait_for_item(items: Any, identifier: int, where: int, timeout: Any) -> Any:
    begin("get", identifier, where)
    try:
        item = _Stock.get(items, True, timeout)
    except BaseException as error:
        finish("get", identifier, outcome_of(error, "get", True, timeout, ()))
        raise
    finish("get", identifier, wire.OK, preview(item), -1)
    return item


def install() -> None:
    """Hand out hooked simple queues from now on."""
    SimpleQueue.__module__, SimpleQueue.__qualname__ = _Stock.__module__, _Stock.__qualname__
    queue.SimpleQueue = SimpleQueue  # type: ignore[misc]
