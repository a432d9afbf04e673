"""Processes: who made whom, started, ended and was reaped, under fork, spawn, forkserver and a bare os.fork."""

import os
import sys
from multiprocessing import process
from typing import Any, Optional
from weakref import WeakKeyDictionary

from . import wire
from .disguise import stands_in
from .emitter import emitter, writer
from .gate import gate
from .operations import begin, finish
from .origin import site

_workers: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()
"""The worker that a Process object, or its Popen, stands for."""
_polled: set[type] = set()

_stock_init = process.BaseProcess.__init__
_stock_name: Any = process.BaseProcess.name
_stock_start = process.BaseProcess.start
_stock_join = process.BaseProcess.join
_stock_bootstrap: Any = process.BaseProcess._bootstrap  # type: ignore[attr-defined]


def created(worker: int, parent: int, flavor: int, name: str) -> None:
    """Say that a worker was made."""
    head = wire.CREATED_HEAD.pack(worker, parent, flavor)
    emitter.emit(wire.WORKER_CREATED, head + name.encode("utf-8", "backslashreplace"))


def started(worker: int, pid: int) -> None:
    """Say that a worker runs."""
    emitter.emit(wire.WORKER_STARTED, wire.WORKER_HEAD.pack(worker, pid))


def starting_worker() -> int:
    """The worker whose process this thread is just starting, for the preparation data of a spawned child."""
    return writer.starting


def current_worker() -> int:
    """The worker that the calling thread is."""
    return writer.id or emitter.worker


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    _stock_init(self, *args, **kwargs)
    worker = _workers[self] = emitter.new_id()
    created(worker, current_worker(), wire.PROCESS, self.name)


@stands_in(_stock_name.fset)
def _named(self: Any, name: str) -> None:
    _stock_name.fset(self, name)
    current: Any = process.current_process()
    worker = emitter.worker if self is current else _workers.get(self, 0)
    if worker and not getattr(current, "_inheriting", False):
        emitter.emit(wire.WORKER_NAMED, wire.NAMED_HEAD.pack(worker) + name.encode("utf-8", "backslashreplace"))


def _start(self: Any) -> None:
    worker = _workers.get(self, 0)
    writer.starting = worker
    try:
        _stock_start(self)
    finally:
        writer.starting = 0
    popen = self._popen
    if popen is not None and worker:
        _workers[popen] = worker
        _watch_polls(type(popen))
        started(worker, popen.pid)


def _join(self: Any, timeout: Optional[float] = None) -> None:
    gate()
    worker = _workers.get(self, 0)
    begin("join", worker, site(sys._getframe(1)), of_worker=True)
    outcome = wire.ERROR
    try:
        _stock_join(self, timeout)
        ended = self._popen is None or self._popen.returncode is not None
        outcome = wire.OK if ended else wire.TIMEOUT
    finally:
        finish("join", worker, outcome, of_worker=True)


def _bootstrap(self: Any, *args: Any, **kwargs: Any) -> Any:
    code = 1
    try:
        code = _stock_bootstrap(self, *args, **kwargs)
        return code
    finally:
        exiting(emitter.worker, code)


def exiting(worker: int, code: int) -> None:
    """Say that a worker has nothing left to do, and with which exit code it is about to end."""
    emitter.emit(wire.WORKER_EXITING, wire.WORKER_HEAD.pack(worker, code))


def _watch_polls(popen_type: Any) -> None:
    """Every way of reaping a child goes through its Popen's poll."""
    owner = next(cls for cls in popen_type.__mro__ if "poll" in vars(cls))
    if owner in _polled:
        return
    _polled.add(owner)
    stock = owner.poll

    def poll(self: Any, *args: Any, **kwargs: Any) -> Any:
        known = self.returncode
        code = stock(self, *args, **kwargs)
        if known is None and code is not None:
            worker = _workers.get(self)
            if worker is not None:
                emitter.emit(wire.WORKER_REAPED, wire.WORKER_HEAD.pack(worker, code))
        return code

    owner.poll = poll


def _after_fork_in_child() -> None:
    if not emitter.on:
        return
    parent, worker = current_worker(), writer.starting
    emitter.become(worker or 0)
    emitter.board.after_fork()
    if not worker:
        worker = emitter.new_id()
        emitter.worker = writer.id = worker
        created(worker, parent, wire.PROCESS, f"fork-{os.getpid()}")
    writer.starting = 0
    started(worker, os.getpid())


def install() -> None:
    """Hook processes that are made from now on."""
    base: Any = process.BaseProcess
    base.__init__, base.start, base.join, base._bootstrap = _init, _start, _join, _bootstrap
    base.name = property(_stock_name.fget, _named, doc=_stock_name.__doc__)
    os.register_at_fork(after_in_child=_after_fork_in_child)
