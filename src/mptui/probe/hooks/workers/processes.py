"""Processes: who made whom, started, ended and was reaped, under fork, spawn, forkserver and a bare os.fork."""

import os
import sys
from multiprocessing import popen_fork, process, util
from typing import Any, Callable, Optional

from ... import wire
from ...disguise import passes_for, stands_in
from ...emitter import emitter, writer
from ...errors import tell
from ...gate import gate
from ...guard import failed
from ...notes import Registry, begin, done, finish
from ...origin import site
from .pool_workers import assign, begin_assigned_service, pool_of, release

_workers = Registry()
"""The worker that a Process object stands for."""
_popens: dict[int, int] = {}
"""The worker that the Popen of that id() stands for, until its end is known."""

endings: list[Callable[[], None]] = []
"""What parts of the probe do at the end of this process."""

_pack_worker = wire.WORKER_HEAD.pack

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
    emitter.emit(wire.WORKER_STARTED, _pack_worker(worker, pid))


def named(worker: int, name: str) -> None:
    """Say that a worker has another name."""
    emitter.emit(wire.WORKER_NAMED, wire.NAMED_HEAD.pack(worker) + name.encode("utf-8", "backslashreplace"))


def reaped(worker: int, code: int) -> None:
    """Say that somebody has waited for a worker, and its exit code (-n for signal n)."""
    emitter.emit(wire.WORKER_REAPED, _pack_worker(worker, code))


def worker_of(process: Any) -> int:
    """The worker that a Process object stands for; 0 if it is none that has been told of."""
    return _workers.get(process)


def starting_worker() -> tuple[int, int]:
    """For a spawned child: the worker whose process this thread is just starting, and the pool that it is to serve."""
    return writer.starting, pool_of(writer.starting)


def current_worker() -> int:
    """The worker that the calling thread is."""
    return writer.behalf or writer.id or emitter.worker


@stands_in(_stock_init)
def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    _stock_init(self, *args, **kwargs)
    worker = emitter.new_id()
    _workers.add(self, worker)
    created(worker, current_worker(), wire.PROCESS, assign(worker, self.name))


@stands_in(_stock_name.fset)
def _named(self: Any, name: str) -> None:
    _stock_name.fset(self, name)
    current: Any = process.current_process()
    worker = emitter.worker if self is current else _workers.get(self)
    if worker and not getattr(current, "_inheriting", False):
        named(worker, name)


@stands_in(_stock_join)
def _join(self: Any, timeout: Optional[float] = None) -> None:
    gate()
    worker = _workers.get(self)
    begin("join", worker, site(sys._getframe(1)), of_worker=True, timeout=timeout)
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
        worker = _workers.get(self)
        if worker and self._popen is not None:
            gate()
            done(stock.__name__, worker, site(sys._getframe(1)), of_worker=True)
        stock(self)

    return send


def exiting(worker: int, code: int) -> None:
    """Say that a worker has nothing left to do, and with which exit code it is about to end."""
    emitter.emit(wire.WORKER_EXITING, _pack_worker(worker, code))


@passes_for(_stock_flush)
def _flush_std_streams() -> None:
    """The library calls this as it starts a process, and in a process as it ends: so no frame of ours lies under it."""
    _stock_flush()
    caller = sys._getframe(1)
    try:
        if caller.f_code is _stock_popen_init.__code__:
            found = caller.f_locals
            if getattr(process.current_process(), "_inheriting", False):
                _note_unguarded(found["self"], caller)
            writer.starting = _popens[id(found["self"])] = _workers.get(found["process_obj"])
        elif caller.f_code is _stock_bootstrap.__code__:
            tell_at_end()
            writer.put(wire.WORKER_EXITING, _pack_worker(emitter.worker, caller.f_locals["exitcode"]))
    except Exception as error:
        failed(error)


def tell_at_end() -> None:
    """The process has run all code of the program's: tell what is told of only then."""
    for ending in endings:
        ending()


def _note_unguarded(popen: Any, caller: Any) -> None:
    """A process that imports the main module starts another, which Python refuses, unless it is forked."""
    if popen.method not in ("spawn", "forkserver"):
        return
    frame, place = caller, ""
    while frame is not None:
        if frame.f_globals.get("__name__") == "__mp_main__":
            place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back
    if place:
        tell(wire.UNGUARDED, 0, popen.method.encode(), "RuntimeError", place)


class _Pid:
    """Popen's attribute, which is told of when it is set; without a __get__, the instance itself has it."""

    def __set__(self, popen: Any, pid: int) -> None:
        popen.__dict__["pid"] = pid
        worker = _popens.get(id(popen)) if pid else 0  # in the forked child it is 0
        if worker:
            writer.starting = 0
            release(worker)
            writer.put(wire.WORKER_STARTED, _pack_worker(worker, pid))


class _ReturnCode:
    """The same."""

    def __set__(self, popen: Any, code: Optional[int]) -> None:
        popen.__dict__["returncode"] = code
        worker = 0 if code is None else _popens.pop(id(popen), 0)
        if worker:
            writer.put(wire.WORKER_REAPED, _pack_worker(worker, code))


def process_behind(levels: int = 8) -> Any:
    """The Process object for which a library is just starting a process, by the name of its variable; None if none."""
    frame = sys._getframe(1)
    while frame is not None and levels:
        if "process_obj" in frame.f_code.co_varnames:
            return frame.f_locals.get("process_obj")
        frame, levels = frame.f_back, levels - 1  # type: ignore[assignment]
    return None


def name_behind(process: Any) -> str:
    """What a library that is made like multiprocessing calls its process; "" if `process` is none."""
    name = getattr(process, "_name", None)
    return name if isinstance(name, str) else ""


def _after_fork_in_child() -> None:
    if emitter.descriptor < 0:
        return
    parent, worker = current_worker(), writer.starting
    begin_assigned_service(worker)
    for variable, value in (writer.child_environment or {}).items():
        os.putenv(variable, value)
    if worker:
        emitter.become(worker, ((wire.WORKER_STARTED, _pack_worker(worker, os.getpid())),))  # its parent tells it too
    else:
        writer.forked_by_hand = True
        name = name_behind(process_behind()) or f"fork-{os.getpid()}"
        created(emitter.become(), parent, wire.PROCESS, name)
        started(emitter.worker, os.getpid())
        emitter.emit(wire.FORKED, wire.FORKED_HEAD.pack(1))
    writer.starting = 0


def _after_fork_in_parent() -> None:
    """Tell of a child that has not been told of: it may be a while until it says so itself."""
    by_hand, writer.starting = not writer.starting, 0
    try:
        if by_hand and emitter.on and emitter.descriptor >= 0:
            emitter.emit(wire.FORKED, wire.FORKED_HEAD.pack(0))
    except Exception as error:
        failed(error)


def let_go_of_program() -> None:
    """Last thing before a spawned process's interpreter is torn down: keep nothing of the program's main module alive.

    Python first finalises what nobody refers to any more, while everything still works. But we refer to
    multiprocessing, which has the process with its target, and the interpreter refers to us until print is gone. So a
    Process that leads nowhere takes that one's place.
    """
    module: Any = process
    ending = module._current_process
    stock = next(cls for cls in type(ending).__mro__ if cls.__module__.startswith("multiprocessing."))
    stand_in: Any = object.__new__(stock)
    known = {name: value for name, value in vars(ending).items() if name not in ("_target", "_args", "_kwargs")}
    vars(stand_in).update(known, _target=None, _args=(), _kwargs={})
    module._current_process = stand_in


def install() -> None:
    """Hook processes that are made from now on."""
    base: Any = process.BaseProcess
    base.__init__, base.join = _init, _join
    base.terminate, base.kill = _wrap_signal(base.terminate), _wrap_signal(base.kill)
    base.name = property(_stock_name.fget, _named, doc=_stock_name.__doc__)
    util._flush_std_streams = _flush_std_streams  # type: ignore[attr-defined]
    popen: Any = popen_fork.Popen
    popen.pid, popen.returncode = _Pid(), _ReturnCode()
    # No function of ours in the parent: each page that it touches after a fork is copied.
    os.register_at_fork(after_in_child=emitter.board.free_mutex)
    os.register_at_fork(after_in_child=_after_fork_in_child, after_in_parent=_after_fork_in_parent)
