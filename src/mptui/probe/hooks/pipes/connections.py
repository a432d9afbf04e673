"""Connections that the program made, by Pipe, Client or a Listener: stock objects of stock classes, hooked methods.

A connection carries its id; see travel.py. It travels to another process as an attribute of the object that stands for
the descriptor on its way, and is thrown away there once the connection has it.
"""

import sys
from multiprocessing import connection, reduction
from typing import Any

from ... import wire
from ...disguise import stands_in, strip_probe_frames
from ...gate import gate
from ...notes import announce, begin, finish
from ...origin import creator, site
from ..callsites import Callsites, wrap_transfer
from ..travel import TRACED, Traced

_sends, _recvs = Callsites("send", waits=True, starting=1), Callsites("recv", waits=True, ending=-1)
_ID = "id"
"""The attribute of the object that stands for a descriptor."""


def _outcome_of(error: BaseException) -> int:
    closed = isinstance(error, (EOFError, BrokenPipeError, ConnectionResetError))
    return wire.CLOSED if closed else wire.ERROR


def trace_one(made: Any) -> Any:
    """Trace a connection that was just made for the caller of a hook; returns it."""
    origin = creator()
    if origin is not None:
        # its other end has an id of its own
        setattr(made, TRACED, announce("Connection", "multiprocessing", origin, depth=wire.UNCOUNTED))
    return made


def _wrap_pipe(stock: Any) -> Any:
    @stands_in(stock)
    def Pipe(duplex: bool = True) -> Any:  # noqa: N802 # stands in for multiprocessing.connection.Pipe
        ends = stock(duplex)
        origin = creator()
        if origin is not None:
            identifier = announce("Pipe", "multiprocessing", origin)
            for end in ends:
                setattr(end, TRACED, identifier)
        return ends

    return Pipe


def _wrap_reduce(stock: Any) -> Any:
    @stands_in(stock)
    def reduce_connection(conn: Any) -> Any:
        rebuild, arguments = stock(conn)
        identifier = Traced.get(conn)
        if identifier and hasattr(arguments[0], "__dict__"):
            setattr(arguments[0], _ID, identifier)
        return rebuild, arguments

    return reduce_connection


def _wrap_rebuild(stock: Any) -> Any:
    @stands_in(stock)
    def rebuild_connection(df: Any, readable: bool, writable: bool) -> Any:
        made = stock(df, readable, writable)
        identifier = getattr(df, _ID, 0)
        if identifier:
            setattr(made, TRACED, identifier)
        return made

    return rebuild_connection


def __reduce_ex__(self: Any, protocol: Any, /) -> Any:
    """What a pickler gives that knows nothing of connections: the object as it is, less the id."""
    try:
        reduced = object.__reduce_ex__(self, protocol)
        if isinstance(reduced, tuple) and len(reduced) > 2 and type(reduced[2]) is dict:
            state = {name: value for name, value in reduced[2].items() if name != TRACED}
            return (*reduced[:2], state, *reduced[3:])
        return reduced
    except BaseException as error:
        strip_probe_frames(error)
        raise


def _wrap_poll(stock: Any) -> Any:
    """A look at whether there is something is no operation, only a wait for it is."""

    @stands_in(stock)
    def poll(self: Any, timeout: Any = 0.0) -> bool:
        identifier = Traced.get(self)
        if not identifier or timeout == 0:
            return bool(stock(self, timeout))
        gate()
        begin("poll", identifier, site(sys._getframe(1)), timeout=timeout)
        outcome = wire.ERROR
        try:
            ready = bool(stock(self, timeout))
            outcome = wire.OK if ready else wire.TIMEOUT
        finally:
            finish("poll", identifier, outcome)
        return ready

    return poll


def install() -> None:
    """Hook the connections that are made from now on."""
    base: Any = connection._ConnectionBase
    base.__reduce_ex__ = __reduce_ex__
    for name, callsites in (("send", _sends), ("send_bytes", _sends)):
        setattr(base, name, wrap_transfer(getattr(base, name), callsites, _outcome_of))
    for name in ("recv", "recv_bytes", "recv_bytes_into"):
        setattr(base, name, wrap_transfer(getattr(base, name), _recvs, _outcome_of))
    base.poll = _wrap_poll(base.poll)
    module: Any = connection
    module.Pipe = _wrap_pipe(module.Pipe)
    module.reduce_connection = _wrap_reduce(module.reduce_connection)
    module.rebuild_connection = _wrap_rebuild(module.rebuild_connection)
    reduction.register(connection.Connection, module.reduce_connection)
