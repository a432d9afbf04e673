"""Which pool or executor a worker serves: it is a worker of the program's, though a library made it."""

import itertools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import util
from typing import Any, Callable, NamedTuple, Optional

from ...disguise import passes_for
from ...guard import failed


class Service(NamedTuple):
    """A pool's id on the wire, and what its workers are called: `prefix` and a number, or their own names if ""."""

    pool: int
    prefix: str
    numbers: "itertools.count[int]"


class _Here(threading.local):
    """Of the calling thread: the pool whose worker it is just making, and the id of the one that it serves, or 0."""

    making: Optional[Service] = None
    serves = 0


here = _Here()
_assigned: dict[int, int] = {}
"""The pools of workers that were made and have not begun."""

WrapArguments = Callable[[tuple[Any, ...], int], tuple[Any, ...]]
argument_wrappers: dict[tuple[str, str], WrapArguments] = {}
"""By module and name of the function that a pool's workers run: puts hooked queues among its arguments."""


def service_of(pool: int, prefix: str = "") -> Service:
    """The service of a pool that was made; its workers are made within `making`."""
    return Service(pool, prefix, itertools.count(1))


@contextmanager
def making(service: Optional[Service]) -> Iterator[None]:
    """Workers made meanwhile by this thread serve a pool; None: whatever they served before."""
    before = here.making
    here.making = service or before
    try:
        yield
    finally:
        here.making = before


def assign(worker: int, name: str) -> str:
    """A worker was made: note the pool that it is going to serve, if any; returns what it is called."""
    service = here.making
    if service is None:
        return name
    _assigned[worker] = service.pool
    return f"{service.prefix}-{next(service.numbers)}" if service.prefix else name


def pool_of(worker: int) -> int:
    """The pool that a worker is going to serve, or 0."""
    return _assigned.get(worker, 0)


def release(worker: int) -> int:
    """Forget a worker, which has begun elsewhere or never will; returns the pool that it serves, or 0."""
    return _assigned.pop(worker, 0)


def begin_service(pool: int) -> None:
    """The calling thread is a worker of that pool from now on; 0: of none."""
    here.making = None
    here.serves = pool


def begin_assigned_service(worker: int) -> None:
    """The calling thread begins as `worker`, and serves the pool that it is assigned to, if any."""
    here.making = None
    here.serves = _assigned.pop(worker, 0)


def wrap_arguments(process: Any) -> None:
    """A Process or Thread is about to run in the calling thread: if it serves a pool, hook its queues."""
    pool = here.serves
    if not pool:
        return
    try:
        target = process._target
        change = argument_wrappers.get((getattr(target, "__module__", ""), getattr(target, "__qualname__", "")))
        if change is not None:
            process._args = change(process._args, pool)
    except Exception as error:
        failed(error)


def install() -> None:
    """Hook what the library calls in a process before its run: so no frame of ours lies under a task."""
    module: Any = util
    stock = module._close_stdin

    @passes_for(stock)
    def _close_stdin() -> None:
        stock()
        if here.serves:
            wrap_arguments(sys._getframe(1).f_locals.get("self"))

    module._close_stdin = _close_stdin
