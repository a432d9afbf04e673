"""Listener, Client and wait of multiprocessing.connection."""

import sys
from multiprocessing import connection
from typing import Any, Optional

from ... import wire
from ...code_owner import is_library
from ...disguise import stands_in
from ...gate import gate
from ...notes import Registry, announce, begin, finish
from ...origin import creator, site
from ..travel import Traced
from .connections import trace_one

_listeners = Registry()


def _wrap_init(stock: Any) -> Any:
    @stands_in(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        origin = creator(self)
        if origin is not None:
            _listeners.add(self, announce("Listener", "multiprocessing", origin))

    return __init__


def _wrap_accept(stock: Any) -> Any:
    @stands_in(stock)
    def accept(self: Any) -> Any:
        identifier = _listeners.get(self)
        if not identifier:
            return stock(self)
        gate()
        begin("accept", identifier, site(sys._getframe(1)))
        outcome = wire.ERROR
        try:
            made = stock(self)
            outcome = wire.OK
        except OSError:
            outcome = wire.CLOSED if self._listener is None else wire.ERROR
            raise
        finally:
            finish("accept", identifier, outcome)
        return trace_one(made)

    return accept


def _wrap_client(stock: Any) -> Any:
    @stands_in(stock)
    def Client(*args: Any, **kwargs: Any) -> Any:  # noqa: N802 # stands in for multiprocessing.connection.Client
        return trace_one(stock(*args, **kwargs))

    return Client


def _wrap_wait(stock: Any) -> Any:
    """A wait for several connections is shown at the first of them that is traced."""

    @stands_in(stock)
    def wait(object_list: Any, timeout: Optional[float] = None) -> Any:
        caller = sys._getframe(2)
        if is_library(caller.f_code.co_filename):
            return stock(object_list, timeout)
        objects = list(object_list)
        identifier = next((Traced.get(one) for one in objects if _is_traced(one)), 0)
        if not identifier or timeout == 0:
            return stock(objects, timeout)
        gate()
        begin("wait", identifier, site(caller), timeout=timeout)
        outcome, ready = wire.ERROR, []
        try:
            ready = stock(objects, timeout)
            outcome = wire.OK if ready else wire.TIMEOUT
        finally:
            finish("wait", identifier, outcome, b"%d of %d ready" % (len(ready), len(objects)))
        return ready

    return wait


def _is_traced(one: Any) -> bool:
    return type(one) is connection.Connection and Traced.get(one) != 0


def install() -> None:
    """Hook what is made from now on."""
    module: Any = connection
    module.Listener.__init__ = _wrap_init(module.Listener.__init__)
    module.Listener.accept = _wrap_accept(module.Listener.accept)
    module.Client, module.wait = _wrap_client(module.Client), _wrap_wait(module.wait)
