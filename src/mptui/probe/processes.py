"""Processes: who made whom, started, ended and was reaped, under fork, spawn, forkserver and a bare os.fork."""

import os
import sys
from multiprocessing import popen_fork, process, util
from typing import Any, Callable, Optional
from weakref import WeakKeyDictionary

from . import wire
from .disguise import stands_in
from .emitter import emitter, writer
from .gate import gate
from .guard import failed
from .operations import begin, done, finish
from .origin import site
from .pool_workers import begin_service, dismiss, engage, engaged_by

_workers: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()
"""The worker that a Process object, or its Popen, stands for."""

_stock_init = process.BaseProcess.__init__
_stock_name: Any = process.BaseProcess.name
_stock_join = process.BaseProcess.join
_stock_bootstrap: Any = process.BaseProcess._bootstrap  # type: ignore[attr-defined]
_stock_popen_init: Any = popen_fork.Popen.__init__
_stock_flush: Any = util._flush_std_streams  # type: ignore[attr-defined]


def created(worker: int, parent: int, flavor: int, name: str) -> None:
    """Say that a worker was made."""
    head = wire.CREATED_HEAD.pack(worker, parent, flavor)
    emitter.emit(wire.WORKER_CREATED, head + name.encode("utf-8", "backslashreplace"))


def started(worker: int, pid: int) -> None:
    """Say that a worker runs."""
    emitter.emit(wire.WORKER_STARTED, wire.WORKER_HEAD.pack(worker, pid))


def named(worker: int, name: str) -> None:
    """Say that a worker has another name."""
    emitter.emit(wire.WORKER_NAMED, wire.NAMED_HEAD.pack(worker) + name.encode("utf-8", "backslashreplace"))


def starting_worker() -> tuple[int, int]:
    """For a spawned child: the worker whose process this thread is just starting, and the pool that it is to serve."""
    return writer.starting, engaged_by(writer.starting)


def current_worker() -> int:
    """The worker that the calling thread is."""
    return writer.id or emitter.worker


@stands_in(_stock_init)
def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    _stock_init(self, *args, **kwargs)
    worker = _workers[self] = emitter.new_id()
    created(worker, current_worker(), wire.PROCESS, engage(worker, self.name))


@stands_in(_stock_name.fset)
def _named(self: Any, name: str) -> None:
    _stock_name.fset(self, name)
    current: Any = process.current_process()
    worker = emitter.worker if self is current else _workers.get(self, 0)
    if worker and not getattr(current, "_inheriting", False):
        named(worker, name)


@stands_in(_stock_join)
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


def _wrap_signal(stock: Any) -> Any:
    """Wrap terminate and kill: operations of the killer on its victim."""

    @stands_in(stock)
    def send(self: Any) -> None:
        worker = _workers.get(self, 0)
        if worker and self._popen is not None:
            gate()
            done(stock.__name__, worker, site(sys._getframe(1)), of_worker=True)
        stock(self)

    return send


def exiting(worker: int, code: int) -> None:
    """Say that a worker has nothing left to do, and with which exit code it is about to end."""
    emitter.emit(wire.WORKER_EXITING, wire.WORKER_HEAD.pack(worker, code))


def _flush_std_streams() -> None:
    """The library calls this as it starts a process, and in a process as it ends: so no frame of ours lies under it."""
    _stock_flush()
    caller = sys._getframe(1)
    try:
        if caller.f_code is _stock_popen_init.__code__:
            process_object = caller.f_locals["process_obj"]
            writer.starting = _workers.get(process_object, 0)
            _workers[caller.f_locals["self"]] = writer.starting
        elif caller.f_code is _stock_bootstrap.__code__:
            exiting(emitter.worker, caller.f_locals["exitcode"])
    except Exception as error:
        failed(error)


class _Told:
    """An attribute of a Popen that is told of when it is set."""

    def __init__(self, name: str, tell: Callable[[int, int], None]) -> None:
        self._name = name
        self._tell = tell

    def __get__(self, popen: Any, owner: Any = None) -> Any:
        try:
            return popen.__dict__[self._name]
        except KeyError:
            raise AttributeError(f"{type(popen).__name__!r} object has no attribute {self._name!r}") from None

    def __set__(self, popen: Any, value: Any) -> None:
        popen.__dict__[self._name] = value
        worker = _workers.get(popen, 0)
        if value is not None and worker:
            self._tell(worker, value)


def _has_pid(worker: int, pid: int) -> None:
    if pid:  # in the forked child it is 0
        writer.starting = 0
        dismiss(worker)
        started(worker, pid)


def _has_ended(worker: int, code: int) -> None:
    emitter.emit(wire.WORKER_REAPED, wire.WORKER_HEAD.pack(worker, code))


def _after_fork_in_parent() -> None:
    writer.starting = 0


def _after_fork_in_child() -> None:
    if not emitter.on:
        return
    parent, worker = current_worker(), writer.starting
    begin_service(dismiss(worker))
    emitter.become(worker or 0)
    emitter.board.after_fork()
    if not worker:
        worker = emitter.new_id()
        emitter.worker = writer.id = worker
        created(worker, parent, wire.PROCESS, f"fork-{os.getpid()}")
        started(worker, os.getpid())
    else:
        writer.hold(wire.WORKER_STARTED, wire.WORKER_HEAD.pack(worker, os.getpid()))  # its parent tells it too
    writer.starting = 0


def install() -> None:
    """Hook processes that are made from now on."""
    base: Any = process.BaseProcess
    base.__init__, base.join = _init, _join
    base.terminate, base.kill = _wrap_signal(base.terminate), _wrap_signal(base.kill)
    base.name = property(_stock_name.fget, _named, doc=_stock_name.__doc__)
    util._flush_std_streams = _flush_std_streams  # type: ignore[attr-defined]
    popen: Any = popen_fork.Popen
    popen.pid, popen.returncode = _Told("pid", _has_pid), _Told("returncode", _has_ended)
    os.register_at_fork(after_in_child=_after_fork_in_child, after_in_parent=_after_fork_in_parent)
