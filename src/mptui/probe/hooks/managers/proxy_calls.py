"""Calls of a manager's proxies: which may wait, which wake others, and what is noted of each."""

import sys
import time
from typing import Any, NamedTuple, Optional

from ... import wire
from ...guard import guarded
from ...notes import begin, done, finish
from ...values import preview

_PLAIN = ("dict", "list", "Namespace", "Value", "Array", "Iterator")
"""Types of which no method waits for anybody but the server."""
_WAKING = ("release", "set", "notify", "notify_all", "abort", "reset", "task_done", "clear")
"""Methods that let others go on: noted before they do."""
_AT_ONCE = (*_WAKING, "is_set", "qsize", "empty", "full", "put_nowait", "get_nowait", "close", "ready", "successful")
_SILENT = ("acquire", "release", "wait")
"""Methods whose arguments say little."""
_NAMES = {"#GETVALUE": "_getvalue", "put_nowait": "put", "get_nowait": "get"}
_NOTHING = object()
_TIMEOUT_AT = {"acquire": 1, "wait": 0, "wait_for": 1, "get": 1, "put": 2, "next": 0}
"""The place of a method's timeout among its arguments."""
_NOWHERE = 1 << 30
QUEUES, SEMAPHORES = ("Queue", "JoinableQueue"), ("Semaphore", "BoundedSemaphore")


class Call(NamedTuple):
    """One call of a proxy's method, at the site `where`. `stock` is BaseProxy._callmethod."""

    stock: Any
    proxy: Any
    method: str
    args: Any
    kwds: Any
    identifier: int
    where: int

    def __call__(self) -> Any:
        """Ask the server."""
        return self.stock(self.proxy, self.method, self.args, self.kwds)

    @property
    def type(self) -> str:
        """What the proxy stands for, by the name that its manager registered."""
        return str(self.proxy._token.typeid)

    @property
    def op(self) -> str:
        """The name of the operation."""
        return _NAMES.get(self.method, self.method)

    @property
    def delta(self) -> int:
        """By how much it changes a semaphore's value."""
        return {"acquire": -1, "release": 1}.get(self.method, 0) if self.type in SEMAPHORES else 0

    @property
    def timeout(self) -> Optional[float]:
        """After how many seconds it gives up, None: never."""
        place = _TIMEOUT_AT.get(self.method, _NOWHERE)
        if self.method == "get" and self.type not in QUEUES:
            place = 0  # of a pool's result
        found = self.args[place] if place < len(self.args) else self.kwds.get("timeout")
        return found if isinstance(found, (int, float)) else None

    def text(self, result: Any = _NOTHING) -> bytes:
        """The arguments; the result, if it has come, of a queue's get and of what has no arguments."""
        return guarded(self._text, b"", result)  # type: ignore[no-any-return]

    def _text(self, result: Any) -> bytes:
        if self.method in _SILENT:
            return b""
        if self.op == "put" and self.args:
            return preview(self.args[0])
        if (self.op == "get" and self.type in QUEUES) or not (self.args or self.kwds):
            return b"" if result is _NOTHING else preview(result)
        named = [name.encode("utf-8", "backslashreplace") + b"=" + preview(self.kwds[name]) for name in self.kwds]
        return b", ".join([*map(preview, self.args), *named])


def _outcome(error: BaseException) -> int:
    queue: Any = sys.modules.get("queue")
    if queue is not None and isinstance(error, (queue.Full, queue.Empty)):
        return wire.FULL if isinstance(error, queue.Full) else wire.EMPTY
    return wire.CLOSED if isinstance(error, (EOFError, ConnectionError)) else wire.ERROR


def _call_waking(call: Call) -> Any:
    """Noted before it wakes anybody, and again if it failed."""
    done(call.op, call.identifier, call.where, wire.OK, call.text(), call.delta)
    try:
        return call()
    except BaseException as error:
        done(call.op, call.identifier, call.where, _outcome(error), b"", -call.delta)
        raise


def _call_at_once(call: Call) -> Any:
    started = time.monotonic_ns()
    try:
        result = call()
    except BaseException as error:
        done(call.op, call.identifier, call.where, _outcome(error), call.text(), 0, started)
        raise
    done(call.op, call.identifier, call.where, wire.OK, call.text(result), 0, started)
    return result


def _call_waiting(call: Call) -> Any:
    begin(call.op, call.identifier, call.where, timeout=call.timeout)
    try:
        result = call()
    except BaseException as error:
        finish(call.op, call.identifier, _outcome(error), call.text())
        raise
    if result is False and call.method in ("acquire", "wait"):
        finish(call.op, call.identifier, wire.TIMEOUT)
    else:
        finish(call.op, call.identifier, wire.OK, call.text(result), call.delta)
    return result


def _call_condition_wait(call: Call) -> Any:
    """Whoever waits for a condition lets go of its lock, and has it again in the end, but if it never had it."""
    begin("wait", call.identifier, call.where, timeout=call.timeout)
    done("release", call.identifier, call.where)
    outcome, held = wire.ERROR, True
    try:
        result = call()
        outcome = wire.TIMEOUT if result is False else wire.OK
    except RuntimeError:
        held = False
        raise
    finally:
        if held:
            done("acquire", call.identifier, call.where)
        finish("wait", call.identifier, outcome)
    return result


def make(call: Call) -> Any:
    """Make the call, noted in the way that becomes it. Returns its result, raises what it raises."""
    return _way(call.type, call.method)(call)


def _way(kind: str, method: str) -> Any:
    if kind in _PLAIN:
        return _call_at_once
    if kind == "Condition" and method == "wait":
        return _call_condition_wait
    if method in _WAKING:
        return _call_waking
    return _call_at_once if method in _AT_ONCE else _call_waiting
