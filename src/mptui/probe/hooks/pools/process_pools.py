"""Pool and ThreadPool of multiprocessing: stock classes with wrapped methods, workers with queues that are seen.

The locks, queues and handler threads of a pool are the library's own. What may raise is left alone: a task is noted as
submitted when its AsyncResult is made, and whoever wants its result waits in AsyncResult.wait.
"""

import sys
import threading
from types import FrameType
from typing import Any, Optional
from weakref import WeakKeyDictionary

from ... import wire
from ...code_owner import PROBE
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...gate import gate
from ...guard import failed, guarded
from ...notes import Registry, announce, begin, done, finish
from ...on_import import when_imported
from ...origin import creator, site
from ...values import preview
from ..stock_classes import stock_class
from ..workers.pool_workers import Service, argument_wrappers, making, service_of
from ..workers.threads import library_threads
from .result_handlers import begin_waiting, watch_handler, wrap_set
from .results import Result, results
from .tasks import ResultSink, TaskSource, describe, is_function

_MODULE = "multiprocessing.pool"
_AT_ONCE = ("map", "starmap", "apply")
"""They wait for what they submit, and are noted as one operation, from before it is submitted."""

_pools = Registry()
_services: "WeakKeyDictionary[Any, Service]" = WeakKeyDictionary()
"""By the queue that a pool's workers take tasks from."""
_file = ""
"""The file of the pool module."""


def _called(frame: Optional[FrameType]) -> tuple[str, Optional[FrameType]]:
    """The method by which the program came into the pool's code, and that method's frame."""
    op, entry = "", None
    while frame is not None:
        filename = frame.f_code.co_filename
        if filename == _file:
            op, entry = frame.f_code.co_name, frame
        elif not filename.startswith(PROBE):
            break
        frame = frame.f_back
    return op, entry


def _wrap_setup(stock: Any) -> Any:
    """The first thing that a pool's constructor calls."""

    @passes_for(stock)
    def _setup_queues(self: Any) -> None:
        stock(self)
        origin = creator(self)
        if origin is not None:
            kind = stock_class(self, _MODULE)
            identifier = announce(kind, "multiprocessing", origin)
            _pools.add(self, identifier)
            prefix = (origin.name or kind) if kind == "ThreadPool" else ""
            _services[self._inqueue] = service_of(identifier, prefix)

    return _setup_queues


def _wrap_repopulate(stock: Any) -> Any:
    @stands_in(stock)
    def _repopulate_pool_static(ctx: Any, make: Any, processes: Any, pool: Any, inqueue: Any, *rest: Any) -> None:
        with making(_services.get(inqueue)):
            stock(ctx, make, processes, pool, inqueue, *rest)

    return _repopulate_pool_static


def _wrap_operation(stock: Any, waits: bool) -> Any:
    """close, terminate and join."""
    op = stock.__name__

    @stands_in(stock)
    def operate(self: Any) -> None:
        identifier = _pools.get(self)
        if not identifier:
            stock(self)
            return
        gate()
        where = site(sys._getframe(1))
        if not waits:
            done(op, identifier, where)
            stock(self)
            return
        begin(op, identifier, where)
        outcome = wire.ERROR
        try:
            stock(self)
            outcome = wire.OK
        finally:
            finish(op, identifier, outcome)

    return operate


def _submitted(identifier: int, frame: Optional[FrameType], result: Optional[Result] = None) -> None:
    try:
        op, entry = _called(frame)
        if entry is None:
            return
        gate()
        if op in _AT_ONCE:
            begin(op, identifier, site(entry))
        else:
            name = describe(entry.f_locals.get("func"))[0]
            if result is not None:
                result.name = name
            done(op, identifier, site(entry), wire.OK, name)
    except Exception as error:
        failed(error)


def _wrap_result_init(stock: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any, pool: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, pool, *args, **kwargs)
        identifier = _pools.get(pool)
        if identifier:
            result = results.add(self, identifier)
            result.asked = self._error_callback is not None
            guarded(watch_handler, None, pool, identifier)
            _submitted(identifier, sys._getframe(1), result)
            if self._callback is not None or self._error_callback is not None:
                done("callback", identifier, 0)

    return __init__


def _wrap_wait(stock: Any) -> Any:
    """Whatever waits for a result: wait, get, and the methods of a pool that submit and get."""

    @stands_in(stock)
    def wait(self: Any, timeout: Optional[float] = None) -> None:
        found = results.find(self)
        if found is None:
            stock(self, timeout)
            return
        identifier = found.pool
        caller = sys._getframe(1)
        op = _called(caller)[0] or "wait"
        if op not in _AT_ONCE:
            gate()
            if self.ready():
                done(op, identifier, site(caller), *_result(self, op))
                _note_asked(self, op)
                return
            begin(op, identifier, site(caller), timeout=timeout)
        outcome, value = wire.ERROR, b""
        waiter = begin_waiting(found)
        try:
            stock(self, timeout)
            outcome, value = _result(self, op)
            _note_asked(self, op)
        finally:
            found.waiting.discard(waiter)
            finish(op, identifier, outcome, value)

    return wait


def _note_asked(result: Any, op: str) -> None:
    if op != "wait" and result.ready():
        results.asked(result)


def _wrap_successful(stock: Any) -> Any:
    @stands_in(stock)
    def successful(self: Any) -> bool:
        outcome: bool = stock(self)
        results.asked(self)
        return outcome

    return successful


def _result(result: Any, op: str) -> tuple[int, bytes]:
    """How a wait ended, and what it was for."""
    if not result.ready():
        return wire.TIMEOUT, b""
    if op == "wait":
        return wire.OK, b""
    return wire.OK if result._success else wire.ERROR, preview(result._value)


class _Arrivals(threading.Condition):
    """The condition of an iterator over results: who enters it by `next` takes a result or waits for one."""

    pool = 0
    into_next: Any = None
    """The code of `next`."""

    def __enter__(self) -> bool:
        entered = super().__enter__()
        caller = sys._getframe(1)
        if caller.f_code is self.into_next:
            self._note_taken(caller)
        return entered

    def _note_taken(self, caller: FrameType) -> None:
        try:
            outcome, value = _first(caller)
            if outcome != wire.TIMEOUT:
                done("next", self.pool, site(caller), outcome, value)
        except Exception as error:
            failed(error)

    def wait(self, timeout: Optional[float] = None) -> bool:
        """As Condition.wait."""
        caller = sys._getframe(1)
        gate()
        begin("next", self.pool, site(caller), timeout=timeout)
        outcome, value = wire.TIMEOUT, b""
        try:
            told = super().wait(timeout)
            outcome, value = _first(caller)
        except BaseException as error:
            strip_probe_frames(error)
            raise
        finally:
            finish("next", self.pool, outcome, value)
        return told


def _first(into_next: FrameType) -> tuple[int, bytes]:
    """Outcome and value of the result that `next` is about to give: a timeout if there is none, closed at the end."""
    iterator = into_next.f_locals["self"]
    if not iterator._items:
        return wire.CLOSED if iterator._index == iterator._length else wire.TIMEOUT, b""
    succeeded, value = iterator._items[0]
    return wire.OK if succeeded else wire.ERROR, preview(value)


def _wrap_iterator_init(stock: Any, into_next: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any, pool: Any) -> None:
        stock(self, pool)
        identifier = _pools.get(pool)
        if identifier:
            self._cond.__class__ = _Arrivals
            self._cond.pool, self._cond.into_next = identifier, into_next
            _submitted(identifier, sys._getframe(1))

    return __init__


def _function_of(task: Any) -> Any:
    """Of what a pool's worker gets; map and imap send a helper with the function and a chunk of arguments."""
    if task is None:
        return None
    function, args = task[2], task[3]
    return args[0][0] if is_function(function, _MODULE, "mapstar", "starmapstar") else function


def _succeeded(result: Any) -> bool:
    return bool(result[2][0])


def _equip(args: tuple[Any, ...], pool: int) -> tuple[Any, ...]:
    return TaskSource(args[0], pool, _function_of), ResultSink(args[1], _succeeded), *args[2:]


class _Carried:
    """What the program gave to imap, while a thread of the pool's takes items from it: that runs the program's code."""

    def __init__(self, items: Any) -> None:
        self._items = items
        guarded(library_threads.expect, None, self)

    def __iter__(self) -> Any:
        self._items = iter(self._items)
        return self

    def __next__(self) -> Any:
        try:
            return next(self._items)
        except BaseException as error:
            guarded(library_threads.ended, None, self)
            strip_probe_frames(error)
            raise

    def __del__(self) -> None:
        guarded(library_threads.ended, None, self)


def _wrap_lazy(stock: Any) -> Any:
    @stands_in(stock)
    def imap(self: Any, func: Any, iterable: Any, *args: Any, **kwargs: Any) -> Any:
        is_plain = type(iterable) in (list, tuple, range, str, bytes, dict, set, frozenset)
        return stock(self, func, iterable if is_plain else _Carried(iterable), *args, **kwargs)

    return imap


def _hook(module: Any) -> None:
    global _file
    pool, result, iterator = module.Pool, module.ApplyResult, module.IMapIterator
    _file = pool.map.__code__.co_filename
    for cls in (pool, module.ThreadPool):
        cls._setup_queues = _wrap_setup(cls._setup_queues)
    pool._repopulate_pool_static = staticmethod(_wrap_repopulate(pool._repopulate_pool_static))
    for name in ("imap", "imap_unordered"):
        setattr(pool, name, _wrap_lazy(getattr(pool, name)))
    for name in ("close", "terminate", "join"):
        setattr(pool, name, _wrap_operation(getattr(pool, name), waits=name != "close"))
    result.__init__ = _wrap_result_init(result.__init__)
    result.wait = _wrap_wait(result.wait)
    result.successful = _wrap_successful(result.successful)
    for cls in (result, module.MapResult):
        cls._set = wrap_set(cls._set)
    iterator.__init__ = _wrap_iterator_init(iterator.__init__, iterator.next.__code__)


def install() -> None:
    """Hook the pools that are made from now on, once the module is imported."""
    argument_wrappers[_MODULE, "worker"] = _equip
    when_imported(_MODULE, _hook)
