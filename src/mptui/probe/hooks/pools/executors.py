"""ThreadPoolExecutor and ProcessPoolExecutor: tasks submitted, run and waited for.

What may raise is left alone. A task is noted as submitted when its Future is made; who wants its result enters the
Future's condition, and so does the worker that gives it.
"""

import os
import sys
import threading
from types import FrameType
from typing import Any, Optional

from ... import wire
from ...disguise import passes_for, stands_in, strip_probe_frames
from ...gate import gate
from ...guard import failed, guarded
from ...notes import Registry, announce, begin, done, finish
from ...on_import import when_imported
from ...origin import creator, site
from ...values import preview
from ..workers.pool_workers import Service, argument_wrappers, here, making, service_of
from .results import results
from .tasks import ResultSink, TaskSource, begin_task, describe, drop_task, end_task

_THREADS, _PROCESSES = "concurrent.futures.thread", "concurrent.futures.process"
_GIVING = ("set_result", "set_exception")
_LOOKING = ("add_done_callback", "__repr__")
_SEEN = ("result", "exception", *_LOOKING, *_GIVING)
"""Methods of a future."""
_RAN = ("FINISHED", "CANCELLED", "CANCELLED_AND_NOTIFIED")

_executors, _own_futures = Registry(), Registry()
_own_futures_of: list[int] = []
"""The pid of the process whose futures they are."""
_services: dict[int, Service] = {}
"""By the id of the executor."""


def _wrap_init(stock: Any, kind: str) -> Any:
    @stands_in(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        origin = creator(self)
        if origin is not None:
            prefix = (origin.name or kind) if kind == "ProcessPoolExecutor" else ""
            identifier = announce(kind, "concurrent.futures", origin)
            _executors.add(self, identifier)
            _services[identifier] = service_of(identifier, prefix)

    return __init__


def _wrap_making_workers(stock: Any) -> Any:
    @stands_in(stock)
    def make_workers(self: Any) -> None:
        with making(_services.get(_executors.get(self))):
            stock(self)

    return make_workers


def _wrap_shutdown(stock: Any) -> Any:
    @stands_in(stock)
    def shutdown(self: Any, wait: bool = True, **kwargs: Any) -> None:
        identifier = _executors.get(self)
        if not identifier:
            stock(self, wait, **kwargs)
            return
        gate()
        begin("shutdown", identifier, site(sys._getframe(1)))
        outcome = wire.ERROR
        try:
            stock(self, wait, **kwargs)
            outcome = wire.OK
        finally:
            finish("shutdown", identifier, outcome)

    return shutdown


def _outcome(future: Any) -> tuple[int, bytes]:
    """Of a wait for a future."""
    state = future._state
    if state not in _RAN:
        return wire.TIMEOUT, b""
    if state != "FINISHED":
        return wire.CLOSED, b"cancelled"
    error = future._exception
    return (wire.OK, preview(future._result)) if error is None else (wire.ERROR, preview(error))


class _Condition(threading.Condition):
    """The condition of a future: entered to get its result, and to give it."""

    def __enter__(self) -> bool:
        entered = super().__enter__()
        caller = sys._getframe(1)
        if caller.f_code.co_name in _SEEN:
            _note_entered(caller)
        return entered

    def wait(self, timeout: Optional[float] = None) -> bool:
        """As Condition.wait; called by `result` and `exception`."""
        caller = sys._getframe(1)
        future = caller.f_locals.get("self")
        op, identifier = caller.f_code.co_name, results.get(future) or _own(future)
        if not identifier:
            return super().wait(timeout)
        gate()
        begin(op, identifier, site(caller), timeout=timeout)
        outcome, value = wire.ERROR, b""
        try:
            told = super().wait(timeout)
            outcome, value = _outcome(future)
            if outcome != wire.TIMEOUT:
                results.asked(future)
        except BaseException as error:
            strip_probe_frames(error)
            raise
        finally:
            finish(op, identifier, outcome, value)
        return told


def _note_entered(caller: FrameType) -> None:
    """A method of a future got into its condition: a result is there to be taken, or is about to be given."""
    try:
        op, future = caller.f_code.co_name, caller.f_locals["self"]
        if op in _GIVING:
            if _running.future is future:
                end_task(wire.OK if op == "set_result" else wire.ERROR)
            if op == "set_exception" and not future._done_callbacks:
                results.failed(future, caller.f_locals["exception"])
        elif op in _LOOKING:
            results.asked(future)
            if op == "add_done_callback":
                done("callback", results.get(future), 0)
        elif future._state in _RAN:
            done(op, results.get(future), site(caller), *_outcome(future))
            results.asked(future)
    except Exception as error:
        failed(error)


class _OwnCondition(_Condition):
    """The same of a future that the program has made by itself: it is an object that somebody has to set."""

    def __enter__(self) -> bool:
        entered = threading.Condition.__enter__(self)
        caller = sys._getframe(1)
        if caller.f_code.co_name in (*_GIVING, "cancel"):
            guarded(_note_given, None, caller)
        return entered


def _note_given(caller: FrameType) -> None:
    future, op = caller.f_locals["self"], caller.f_code.co_name
    identifier = _own(future)
    takes = future._state == "PENDING" if op == "cancel" else future._state not in _RAN
    if identifier and takes:
        done(op, identifier, site(caller), delta=1)


def _own(future: Any) -> int:
    """The id of a future of the program's own; 0 of the copy that a fork has made, which has none."""
    return _own_futures.get(future) if _own_futures_of == [os.getpid()] else 0


def _made(future: Any) -> None:
    """A future was made by the program, or by a library for itself: that one is not told of."""
    origin = creator(future)
    if origin is not None and origin.own:
        if _own_futures_of != [os.getpid()]:  # those that came by a fork are unknown from now on
            _own_futures_of[:] = [os.getpid()]
            _own_futures.clear()
        _own_futures.add(future, announce("Future", "concurrent.futures", origin))
        future._condition.__class__ = _OwnCondition


class _Running(threading.local):
    """The future of the task that the calling thread runs."""

    future: Any = None


_running = _Running()


def _wrap_future_init(stock: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any) -> None:
        stock(self)
        caller = sys._getframe(1)
        if caller.f_code.co_name == "submit":
            try:
                _submitted(self, caller)
            except Exception as error:
                failed(error)
        else:
            guarded(_made, None, self)

    return __init__


def _submitted(future: Any, submit: FrameType) -> None:
    identifier = _executors.get(submit.f_locals.get("self"))
    if not identifier:
        return
    name = describe(submit.f_locals.get("fn"))[0]
    results.add(future, identifier, name)
    future._condition.__class__ = _Condition
    gate()
    op = "map" if _is_mapping(submit) else "submit"
    done(op, identifier, site(submit), wire.OK, name)


def _is_mapping(submit: FrameType) -> bool:
    """Whether Executor.map submits, in a comprehension."""
    frame = submit.f_back
    for _ in range(2):
        if frame is not None and frame.f_code.co_filename == _base_file:
            if frame.f_code.co_name == "map":
                return True
            frame = frame.f_back
    return False


_base_file = ""


class _Event(threading.Event):
    """What `wait` and `as_completed` of concurrent.futures wait for."""

    pool = 0
    op = ""

    def wait(self, timeout: Optional[float] = None) -> bool:
        """As Event.wait."""
        gate()
        begin(self.op, self.pool, site(sys._getframe(1)), timeout=timeout)
        told = False
        try:
            told = super().wait(timeout)
        except BaseException as error:
            strip_probe_frames(error)
            raise
        finally:
            finish(self.op, self.pool, wire.OK if told else wire.TIMEOUT)
        return told


def _wrap_waiters(stock: Any) -> Any:
    @passes_for(stock)
    def _create_and_install_waiters(fs: Any, return_when: Any) -> Any:
        waiter = stock(fs, return_when)
        pool = next(filter(None, map(results.get, fs)), 0)
        if pool:
            waiter.event.__class__ = _Event
            waiter.event.pool, waiter.event.op = pool, sys._getframe(1).f_code.co_name
        return waiter

    return _create_and_install_waiters


def _wrap_run(stock: Any) -> Any:
    """Of a task in a thread; its end is noted as its future gets the result."""

    @passes_for(stock)
    def run(self: Any, *args: Any) -> None:
        pool = here.serves
        if not pool:
            stock(self, *args)
            return
        begin_task(pool, _function_of(self))
        _running.future = self.future
        try:
            stock(self, *args)
        finally:
            _running.future = None
            drop_task()
            del self, args  # the traceback of a task that raised leads to this frame, and the task to the traceback

    return run


def _function_of(item: Any) -> Any:
    """The function that a task calls; since Python 3.14 a thread's task has it first in a tuple."""
    task = getattr(item, "task", None)
    return task[0] if type(task) is tuple and task else getattr(item, "fn", item)


def _succeeded(result: Any) -> bool:
    return getattr(result, "exception", None) is None


def _equip_thread(args: tuple[Any, ...], pool: int) -> tuple[Any, ...]:
    place = 2 if sys.version_info >= (3, 14) else 1
    equipped = list(args)
    equipped[place] = TaskSource(args[place], pool, _function_of, runs=False)
    return tuple(equipped)


def _equip_process(args: tuple[Any, ...], pool: int) -> tuple[Any, ...]:
    source, sink, *rest = args
    return TaskSource(source, pool, _function_of), ResultSink(sink, _succeeded), *rest


def _hook_base(module: Any) -> None:
    global _base_file
    _base_file = module.Executor.map.__code__.co_filename
    module.Future.__init__ = _wrap_future_init(module.Future.__init__)
    module._create_and_install_waiters = _wrap_waiters(module._create_and_install_waiters)


def _hook_executor(cls: Any, hiring: tuple[str, ...]) -> None:
    cls.__init__ = _wrap_init(cls.__init__, cls.__name__)
    cls.shutdown = _wrap_shutdown(cls.shutdown)
    for name in hiring:
        if hasattr(cls, name):
            setattr(cls, name, _wrap_making_workers(getattr(cls, name)))


def _hook_threads(module: Any) -> None:
    _hook_executor(module.ThreadPoolExecutor, ("_adjust_thread_count",))
    module._WorkItem.run = _wrap_run(module._WorkItem.run)


def _hook_processes(module: Any) -> None:
    _hook_executor(module.ProcessPoolExecutor, ("_adjust_process_count", "_spawn_process"))
    module._ExecutorManagerThread.join = _wrap_join_at_exit(module._ExecutorManagerThread.join)


def _wrap_join_at_exit(stock: Any) -> Any:
    """At the end of its process an executor that was not shut down is: that is in no line of the program's."""

    @stands_in(stock)
    def join(self: Any, timeout: Optional[float] = None) -> None:
        at_exit = sys._getframe(2).f_code.co_name == "_python_exit"  # above the frame of what stands in
        identifier = _executors.get(self.executor_reference()) if at_exit else 0
        if not identifier:
            stock(self, timeout)
            return
        begin("shutdown", identifier, 0, timeout=timeout)
        outcome = wire.ERROR
        try:
            stock(self, timeout)
            outcome = wire.OK
        finally:
            finish("shutdown", identifier, outcome)

    return join


def install() -> None:
    """Hook the executors that are made from now on, once their modules are imported."""
    argument_wrappers[_THREADS, "_worker"] = _equip_thread
    argument_wrappers[_PROCESSES, "_process_worker"] = _equip_process
    when_imported("concurrent.futures", lambda package: _hook_base(package._base))  # it imports that module itself
    when_imported(_THREADS, _hook_threads)
    when_imported(_PROCESSES, _hook_processes)
