"""Managers of multiprocessing: each call of a proxy is an operation on what it stands for in the server."""

import sys
from typing import Any, Optional
from weakref import WeakKeyDictionary

from ... import wire
from ...disguise import stands_in
from ...emitter import emitter
from ...gate import gate
from ...guard import guarded
from ...notes import Registry, announce, done
from ...on_import import when_imported
from ...origin import Origin, creator, site
from ..shared import shared_memory
from . import referents, server_queues
from .proxy_calls import QUEUES, SEMAPHORES, Call, make

MODULE = "multiprocessing.managers"
_registered: set[str] = set()
"""Types that the program registered. Under a stock name they may do something else than those do."""
known = Registry()
"""The traced proxies of this process, under the ids of what they stand for."""
_servers: "WeakKeyDictionary[Any, referents.Referents]" = WeakKeyDictionary()


def _wrap_callmethod(stock: Any, proxy_base: Any) -> Any:
    @stands_in(stock)
    def _callmethod(self: Any, methodname: str, args: Any = (), kwds: Any = {}) -> Any:  # noqa: B006 # as the stock one
        identifier = known.get(self)
        if not identifier:
            return stock(self, methodname, args, kwds)
        gate()
        referents.expect()
        call = Call(stock, self, methodname, args, kwds, identifier, site(sys._getframe(1)))
        result = make(call)
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
        number = 1 if kind in SEMAPHORES else -1
    maxsize = (emitter.board.maxsize or number) if kind in QUEUES and number > 0 else -1
    depth = number if kind in SEMAPHORES else 0
    if kind in _registered:
        depth = wire.UNCOUNTED
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
        _registered.add(typeid)
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
    if typeid in QUEUES:
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
            guarded(_trace_segment, None, made, origin)
        return made

    return make


def _trace_segment(made: Any, origin: Origin) -> None:
    shared_memory.trace(made, origin, "create")
    done("track", shared_memory.known.get(made), origin.site)


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
