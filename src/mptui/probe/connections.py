"""The two ends of a Pipe that the program made: stock connections whose class is a subclass with hooked methods."""

import sys
from multiprocessing import connection, reduction
from typing import Any

from . import wire
from .gate import gate
from .operations import announce, begin, finish
from .origin import creator, site
from .values import preview

_stock_pipe: Any = connection.Pipe


class TracedConnection(connection.Connection):
    """A Connection whose messages are seen."""

    _mptui_traced = 0

    def _sending(self, method: Any, content: Any, *rest: Any) -> None:
        gate()
        begin("send", self._mptui_traced, site(sys._getframe(1)), delta=1)
        try:
            method(content, *rest)
        except BaseException as error:
            finish("send", self._mptui_traced, _outcome(error), delta=-1)
            raise
        finish("send", self._mptui_traced, wire.OK, preview(content))

    def _receiving(self, method: Any, *rest: Any) -> Any:
        gate()
        begin("recv", self._mptui_traced, site(sys._getframe(1)))
        try:
            content = method(*rest)
        except BaseException as error:
            finish("recv", self._mptui_traced, _outcome(error))
            raise
        finish("recv", self._mptui_traced, wire.OK, preview(content), delta=-1)
        return content

    def send(self, obj: Any) -> None:
        """As Connection.send."""
        self._sending(super().send, obj)

    def send_bytes(self, buf: Any, offset: int = 0, size: Any = None) -> None:
        """As Connection.send_bytes."""
        self._sending(super().send_bytes, buf, offset, size)

    def recv(self) -> Any:
        """As Connection.recv."""
        return self._receiving(super().recv)

    def recv_bytes(self, maxlength: Any = None) -> bytes:
        """As Connection.recv_bytes."""
        return bytes(self._receiving(super().recv_bytes, maxlength))

    def recv_bytes_into(self, buf: Any, offset: int = 0) -> int:
        """As Connection.recv_bytes_into."""
        return int(self._receiving(super().recv_bytes_into, buf, offset))


def _outcome(error: BaseException) -> int:
    closed = isinstance(error, (EOFError, BrokenPipeError, ConnectionResetError))
    return wire.CLOSED if closed else wire.ERROR


def _trace(end: Any, identifier: int) -> Any:
    end.__class__ = TracedConnection
    end._mptui_traced = identifier
    return end


def Pipe(duplex: bool = True) -> Any:  # noqa: N802 # stands in for multiprocessing.connection.Pipe
    """Return a pair of connection objects at either end of a pipe."""
    ends = _stock_pipe(duplex)
    origin = creator()
    if origin is None:
        return ends
    identifier = announce("Pipe", "multiprocessing", origin)
    return tuple(_trace(end, identifier) for end in ends)


def rebuild(stock: Any, arguments: Any, identifier: int) -> Any:
    """Make the connection anew in the process that it was sent to."""
    return _trace(stock(*arguments), identifier)


def _reduce(end: Any) -> Any:
    stock, arguments = connection.reduce_connection(end)  # type: ignore[attr-defined]
    return rebuild, (stock, arguments, end._mptui_traced)


def install() -> None:
    """Hook the pipes that are made from now on."""
    for name in ("__name__", "__qualname__", "__module__"):
        setattr(TracedConnection, name, getattr(connection.Connection, name))
    reduction.register(TracedConnection, _reduce)
    Pipe.__module__ = _stock_pipe.__module__
    connection.Pipe = Pipe
