"""SimpleQueue of multiprocessing: a pipe and two locks, without a bound."""

from multiprocessing import queues
from typing import Any

from ... import wire
from ...disguise import stands_in
from ...notes import announce
from ...origin import creator
from ..callsites import Callsites, wrap_transfer
from ..stock_classes import overrides
from ..travel import let_travel, wrap_arrival

_puts, _gets = Callsites("put", waits=True, starting=1), Callsites("get", waits=True, ending=-1)


def _wrap_init(stock: Any) -> Any:
    @stands_in(stock)
    def __init__(self: Any, *, ctx: Any) -> None:
        stock(self, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            depth = wire.UNCOUNTED if overrides(self, queues.__name__, "put", "get") else 0
            let_travel(self, announce("SimpleQueue", "multiprocessing", origin, depth=depth), self._rlock)

    return __init__


def _outcome_of(error: BaseException) -> int:
    return wire.CLOSED if isinstance(error, (EOFError, OSError)) else wire.ERROR


def install() -> None:
    """Hook the simple queues that are made from now on."""
    cls: Any = queues.SimpleQueue
    cls.__init__ = _wrap_init(cls.__init__)
    cls.put = wrap_transfer(cls.put, _puts, _outcome_of)
    cls.get = wrap_transfer(cls.get, _gets, _outcome_of)
    wrap_arrival(cls, "_rlock")
