"""Tasks as workers of pools and executors do them: waiting for one, and running it.

A task is noted at its end, as an operation that did not wait, with the time of its start.
"""

import functools
import threading
from time import monotonic_ns
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any, Callable, NamedTuple, Optional

from ... import wire
from ...disguise import strip_probe_frames
from ...gate import gate
from ...guard import failed
from ...notes import begin, done, finish
from ...origin import definition

_UNWRAPPED = 10
"""Partials and methods that may be within each other."""


class _Task(NamedTuple):
    pool: int
    name: bytes
    where: int
    started: int


class _Current(threading.local):
    """The task that the calling thread runs."""

    task: Optional[_Task] = None


_current = _Current()


def describe(function: object) -> tuple[bytes, Optional[CodeType]]:
    """A function's name, found without running any code of the program's, and its code, if it has any."""
    for _ in range(_UNWRAPPED):
        kind = type(function)
        if kind is functools.partial:
            partial: functools.partial[Any] = function  # type: ignore[assignment]
            function = partial.args[0] if _makes_chunks(partial) else partial.func
        elif kind is MethodType:
            function = function.__func__  # type: ignore[attr-defined]
        else:
            break
    code: Optional[CodeType] = None
    name = f"<{type(function).__name__}>"
    if isinstance(function, FunctionType):
        code, name = function.__code__, function.__name__
    elif isinstance(function, BuiltinFunctionType):
        name = function.__name__
    elif isinstance(function, type):
        name = type.__dict__["__name__"].__get__(function)
    return name.encode("utf-8", "backslashreplace"), code


def is_function(made: object, module: str, *names: str) -> bool:
    """Whether it is one of those functions of a module, found without running any code of the program's."""
    return type(made) is FunctionType and made.__module__ == module and made.__name__ in names


def _makes_chunks(partial: "functools.partial[Any]") -> bool:
    """Whether it is ProcessPoolExecutor's own, which calls its first argument for each of a chunk."""
    return bool(partial.args) and is_function(partial.func, "concurrent.futures.process", "_process_chunk")


def begin_task(pool: int, function: object) -> None:
    """The calling thread starts to run a task."""
    try:
        name, code = describe(function)
        _current.task = _Task(pool, name, 0 if code is None else definition(code), monotonic_ns())
    except Exception as error:
        failed(error)


def end_task(outcome: int) -> None:
    """It has run the task, if it was in one; its result is not yet given to anybody."""
    task, _current.task = _current.task, None
    if task is not None:
        done("task", task.pool, task.where, outcome, task.name, started=task.started)


def drop_task() -> None:
    """The task was cancelled before it could run, or its end has been noted."""
    _current.task = None


class _Seen:
    """Stands in for one of the queues of a pool, for one of its workers."""

    def __init__(self, queue: Any) -> None:
        self._queue = queue

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queue, name)


class TaskSource(_Seen):
    """The queue that a worker takes tasks from. `function_of` gives the function of an item; None: it is no task.

    `runs`: the worker runs the task at once.
    """

    def __init__(self, queue: Any, pool: int, function_of: Callable[[Any], Any], runs: bool = True) -> None:
        super().__init__(queue)
        self._pool = pool
        self._function_of = function_of
        self._runs = runs

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """As the queue's get."""
        gate()
        begin("get", self._pool, 0)
        try:
            item = self._queue.get(*args, **kwargs)
        except BaseException as error:
            finish("get", self._pool, wire.CLOSED)
            strip_probe_frames(error)
            raise
        self._got(item, finish)
        return item

    def get_nowait(self) -> Any:
        """As the queue's get_nowait: there is a task, or the worker goes on to wait for one."""
        item = self._queue.get_nowait()
        self._got(item, _done)
        return item

    def _got(self, item: Any, note: Callable[[str, int, int, bytes], None]) -> None:
        try:
            function = self._function_of(item)
            if function is None:
                note("get", self._pool, wire.CLOSED, b"")
                return
            note("get", self._pool, wire.OK, describe(function)[0])
            if self._runs:
                begin_task(self._pool, function)
        except Exception as error:
            failed(error)


class ResultSink(_Seen):
    """The queue that a worker puts results into. `succeeded` says of what is put whether the task did."""

    def __init__(self, queue: Any, succeeded: Callable[[Any], bool]) -> None:
        super().__init__(queue)
        self._succeeded = succeeded

    def put(self, result: Any) -> None:
        """As the queue's put."""
        end_task(wire.OK if self._succeeded(result) else wire.ERROR)
        self._queue.put(result)


def _done(op: str, pool: int, outcome: int, value: bytes) -> None:
    done(op, pool, 0, outcome, value)
