"""SimpleQueue of multiprocessing: a pipe and two locks, without a bound."""

import sys
from multiprocessing import queues
from typing import Any

from . import wire
from .gate import gate
from .operations import announce, begin, finish
from .origin import creator, site
from .travel import TRACED, Traced, wrap_travel
from .values import preview


def _wrap_init(stock: Any) -> Any:
    def __init__(self: Any, *, ctx: Any) -> None:
        stock(self, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            setattr(self, TRACED, announce("SimpleQueue", "multiprocessing", origin))

    return __init__


def _wrap_operation(stock: Any, op: str) -> Any:
    def operate(self: Any, *item: Any) -> Any:
        identifier = Traced.get(self)
        if not identifier:
            return stock(self, *item)
        gate()
        begin(op, identifier, site(sys._getframe(1)), delta=1 if op == "put" else 0)
        try:
            result = stock(self, *item)
        except BaseException as error:
            closed = isinstance(error, (EOFError, OSError))
            finish(op, identifier, wire.CLOSED if closed else wire.ERROR, delta=-1 if op == "put" else 0)
            raise
        value = preview(item[0] if item else result)
        finish(op, identifier, wire.OK, value, delta=-1 if op == "get" else 0)
        return result

    operate.__name__ = op
    return operate


def install() -> None:
    """Hook the simple queues that are made from now on."""
    cls: Any = queues.SimpleQueue
    cls.__init__ = _wrap_init(cls.__init__)
    cls.put, cls.get = _wrap_operation(cls.put, "put"), _wrap_operation(cls.get, "get")
    wrap_travel(cls)
