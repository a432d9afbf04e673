"""Managers of multiprocessing: each call of a proxy is an operation on what it stands for in the server."""

import sys
import time
from typing import Any, NamedTuple, Optional
from weakref import WeakKeyDictionary

from . import referents, server_queues, shared_memory, wire
from .disguise import stands_in
from .emitter import emitter
from .gate import gate
from .guard import guarded
from .on_import import when_imported
from .operations import Registry, announce, begin, done, finish
from .origin import creator, site
from .values import preview

MODULE = "multiprocessing.managers"
known = Registry()
"""The traced proxies of this process, under the ids of what they stand for."""
_servers: "WeakKeyDictionary[Any, referents.Referents]" = WeakKeyDictionary()

_PLAIN = ("dict", "list", "Namespace", "Value", "Array", "Iterator")
"""Types of which no method waits for anybody but the server."""
_WAKING = ("release", "set", "notify", "notify_all", "abort", "reset", "task_done", "clear")
"""Methods that let others go on: noted before they do."""
_AT_ONCE = (*_WAKING, "is_set", "qsize", "empty", "full", "put_nowait", "get_nowait", "close", "ready", "successful")
_SILENT = ("acquire", "release", "wait")
"""Methods whose arguments say little."""
_NAMES = {"#GETVALUE": "_getvalue", "put_nowait": "put", "get_nowait": "get"}
_NOTHING = object()
_QUEUES, _SEMAPHORES = ("Queue", "JoinableQueue"), ("Semaphore", "BoundedSemaphore")


class _Call(NamedTuple):
    """One call of a proxy's method. `delta`: what it changes a semaphore's value by."""

    stock: Any
    proxy: Any
    method: str
    args: Any
    kwds: Any
    identifier: int
    where: int

    def __call__(self) -> Any:
        return self.stock(self.proxy, self.method, self.args, self.kwds)

    @property
    def type(self) -> str:
        return str(self.proxy._token.typeid)

    @property
    def op(self) -> str:
        return _NAMES.get(self.method, self.method)

    @property
    def delta(self) -> int:
        return {"acquire": -1, "release": 1}.get(self.method, 0) if self.type in _SEMAPHORES else 0

    def text(self, result: Any = _NOTHING) -> bytes:
        """The arguments; the result, if it has come, of a queue's get and of what has no arguments."""
        return guarded(self._text, b"", result)  # type: ignore[no-any-return]

    def _text(self, result: Any) -> bytes:
        if self.method in _SILENT:
            return b""
        if self.op == "put" and self.args:
            return preview(self.args[0])
        if (self.op == "get" and self.type in _QUEUES) or not (self.args or self.kwds):
            return b"" if result is _NOTHING else preview(result)
        named = [name.encode("utf-8", "backslashreplace") + b"=" + preview(self.kwds[name]) for name in self.kwds]
        return b", ".join([*map(preview, self.args), *named])


def _outcome(error: BaseException) -> int:
    queue: Any = sys.modules.get("queue")
    if queue is not None and isinstance(error, (queue.Full, queue.Empty)):
        return wire.FULL if isinstance(error, queue.Full) else wire.EMPTY
    return wire.CLOSED if isinstance(error, (EOFError, ConnectionError)) else wire.ERROR


def _call_waking(call: _Call) -> Any:
    """Noted before it wakes anybody, and again if it failed."""
    done(call.op, call.identifier, call.where, wire.OK, call.text(), call.delta)
    try:
        return call()
    except BaseException as error:
        done(call.op, call.identifier, call.where, _outcome(error), b"", -call.delta)
        raise


def _call_at_once(call: _Call) -> Any:
    started = time.monotonic_ns()
    try:
        result = call()
    except BaseException as error:
        done(call.op, call.identifier, call.where, _outcome(error), call.text(), 0, started)
        raise
    done(call.op, call.identifier, call.where, wire.OK, call.text(result), 0, started)
    return result


def _call_waiting(call: _Call) -> Any:
    begin(call.op, call.identifier, call.where)
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


def _call_condition_wait(call: _Call) -> Any:
    """Whoever waits for a condition lets go of its lock, and has it again in the end, but if it never had it."""
    begin("wait", call.identifier, call.where)
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


def _way(kind: str, method: str) -> Any:
    if kind in _PLAIN:
        return _call_at_once
    if kind == "Condition" and method == "wait":
        return _call_condition_wait
    if method in _WAKING:
        return _call_waking
    return _call_at_once if method in _AT_ONCE else _call_waiting


def _wrap_callmethod(stock: Any, proxy_base: Any) -> Any:
    @stands_in(stock)
    def _callmethod(self: Any, methodname: str, args: Any = (), kwds: Any = {}) -> Any:  # noqa: B006 # as the stock one
        identifier = known.get(self)
        if not identifier:
            return stock(self, methodname, args, kwds)
        gate()
        referents.expect()
        call = _Call(stock, self, methodname, args, kwds, identifier, site(sys._getframe(1)))
        result = _way(call.type, methodname)(call)
        if isinstance(result, proxy_base) and not known.get(result):
            guarded(_introduce, None, result, proxy_base)
        return result

    return _callmethod


def _introduce(proxy: Any, proxy_base: Any, args: Any = (), kwds: Optional[dict[str, Any]] = None) -> None:
    """A proxy was made here for what the server has just made or given out."""
    origin = creator()
    if origin is None or not isinstance(proxy, proxy_base):
        return
    kind = str(proxy._token.typeid)
    number: Any = args[0] if args else next(iter((kwds or {}).values()), None)
    if type(number) is not int:
        number = 1 if kind in _SEMAPHORES else -1
    maxsize = (emitter.board.maxsize or number) if kind in _QUEUES and number > 0 else -1
    depth = number if kind in _SEMAPHORES else 0
    known.add(proxy, announce(kind, MODULE, origin, maxsize, depth, referents.arrived()))


def _wrap_creation(stock: Any, proxy_base: Any) -> Any:
    """A manager's method that makes an object in the server and returns a proxy for it."""

    @stands_in(stock)
    def create(self: Any, /, *args: Any, **kwds: Any) -> Any:
        referents.expect()
        proxy = stock(self, *args, **kwds)
        guarded(_introduce, None, proxy, proxy_base, args, kwds)
        return proxy

    return create


def _wrap_register(stock: Any, proxy_base: Any) -> Any:
    @stands_in(stock)
    def register(
        cls: Any,
        typeid: str,
        callable: Any = None,
        proxytype: Any = None,
        exposed: Any = None,
        method_to_typeid: Any = None,
        create_method: bool = True,
    ) -> None:
        stock(cls, typeid, callable, proxytype, exposed, method_to_typeid, create_method)
        if create_method:
            setattr(cls, typeid, _wrap_creation(vars(cls)[typeid], proxy_base))

    return register


def _wrap_server_create(stock: Any, connection_base: Any) -> Any:
    """In the server: give the id away with its name for the object, if the answer will be pickled."""

    @stands_in(stock)
    def create(self: Any, c: Any, typeid: str, /, *args: Any, **kwds: Any) -> Any:
        name, exposed = stock(self, c, typeid, *args, **kwds)
        if not emitter.on or not isinstance(c, connection_base):
            return name, exposed
        return guarded(_ident, name, self, name, typeid), exposed

    return create


def _ident(server: Any, name: str, typeid: str) -> str:
    of_server = _servers.setdefault(server, referents.Referents())
    in_use = server.id_to_refcount.get(name, 0) > 1
    made = isinstance(server.registry[typeid][0], type)
    referent = server.id_to_obj[name][0]
    number = of_server.number(name, referent, in_use, made)
    if typeid in _QUEUES:
        server_queues.watch(referent, number)
    return referents.ident(name, number)


def _wrap_reduce(stock: Any) -> Any:
    @stands_in(stock)
    def __reduce__(self: Any) -> Any:
        function, arguments = stock(self)
        identifier = known.get(self)
        if identifier:
            referents.carry(arguments[-1], identifier)
        return function, arguments

    return __reduce__


def _wrap_rebuild(stock: Any) -> Any:
    @stands_in(stock)
    def RebuildProxy(func: Any, token: Any, serializer: str, kwds: Any) -> Any:  # noqa: N802 # as the stock one
        identifier = referents.carried(kwds)
        proxy = stock(func, token, serializer, kwds)
        if identifier:
            known.add(proxy, identifier)
        return proxy

    return RebuildProxy


def _wrap_segment_maker(stock: Any) -> Any:
    """SharedMemory and ShareableList of a SharedMemoryManager."""

    @stands_in(stock)
    def make(self: Any, *args: Any, **kwds: Any) -> Any:
        made = stock(self, *args, **kwds)
        origin = creator()
        if origin is not None:
            guarded(shared_memory.trace, None, made, origin, "create")
        return made

    return make


def _hook(module: Any) -> None:
    base, manager, server = module.BaseProxy, module.BaseManager, module.Server
    base._callmethod = _wrap_callmethod(base._callmethod, base)
    base.__reduce__ = _wrap_reduce(base.__reduce__)
    module.RebuildProxy = _wrap_rebuild(module.RebuildProxy)
    server.create = _wrap_server_create(server.create, module.connection._ConnectionBase)
    manager.register = classmethod(_wrap_register(manager.register.__func__, base))
    for typeid in module.SyncManager._registry:
        if typeid in vars(module.SyncManager):
            setattr(module.SyncManager, typeid, _wrap_creation(vars(module.SyncManager)[typeid], base))
    if hasattr(module, "SharedMemoryManager"):
        for kind in ("SharedMemory", "ShareableList"):
            stock = getattr(module.SharedMemoryManager, kind)
            setattr(module.SharedMemoryManager, kind, _wrap_segment_maker(stock))


def install() -> None:
    """Hook managers when the program imports them; it takes a dozen modules with it."""
    when_imported(MODULE, _hook)
