"""SimpleQueue of multiprocessing: a pipe and two locks, without a bound."""

import sys
from multiprocessing import queues
from typing import Any

from . import wire
from .emitter import emitter, writer
from .gate import gate
from .journal import FINISHED, STARTED, head
from .locks import announce
from .origin import creator, site
from .values import preview

_TRACED = "_mptui_traced"


def _wrap_init(stock: Any) -> Any:
    def __init__(self: Any, *, ctx: Any) -> None:
        stock(self, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            identifier = emitter.new_id()
            announce(identifier, "SimpleQueue", "multiprocessing", origin)
            setattr(self, _TRACED, identifier)

    return __init__


def _wrap_operation(stock: Any, op: int) -> Any:
    def operate(self: Any, *item: Any) -> Any:
        identifier = self.__dict__.get(_TRACED)
        if identifier is None:
            return stock(self, *item)
        gate()
        where = site(sys._getframe(1))
        writer.note(head(STARTED, op, wire.OK), identifier, where)
        try:
            result = stock(self, *item)
        except BaseException as error:
            closed = isinstance(error, (EOFError, OSError))
            writer.note(head(FINISHED, op, wire.CLOSED if closed else wire.ERROR), identifier, where)
            raise
        writer.note(head(FINISHED, op, wire.OK), identifier, where, 0, preview(item[0] if item else result))
        return result

    return operate


def _wrap_getstate(stock: Any) -> Any:
    def __getstate__(self: Any) -> Any:
        return (stock(self), self.__dict__.get(_TRACED))

    return __getstate__


def _wrap_setstate(stock: Any) -> Any:
    def __setstate__(self: Any, state: Any) -> None:
        stock(self, state[0])
        if state[1] is not None:
            setattr(self, _TRACED, state[1])

    return __setstate__


def install() -> None:
    """Hook the simple queues that are made from now on."""
    cls: Any = queues.SimpleQueue
    cls.__init__ = _wrap_init(cls.__init__)
    put, get = _wrap_operation(cls.put, wire.PUT), _wrap_operation(cls.get, wire.GET)
    put.__name__, get.__name__ = "put", "get"
    cls.put, cls.get = put, get
    cls.__getstate__ = _wrap_getstate(cls.__getstate__)
    cls.__setstate__ = _wrap_setstate(cls.__setstate__)
