"""Threads of the program: made, started, joined, ended.

A thread that a library made for itself is no worker until it does something for the program; see Emitter.introduce.
"""

import _thread
import os
import sys
import threading
import time
from typing import Any, Optional
from weakref import WeakKeyDictionary

from ... import wire
from ...disguise import stands_in
from ...emitter import emitter, writer
from ...gate import gate
from ...guard import failed, guarded
from ...journal import ends
from ...notes import begin, finish
from ...origin import is_made_by_program, site
from .pool_workers import assign, begin_assigned_service, here, wrap_arguments
from .processes import created, current_worker, exiting, named, started

_workers: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()
_parents: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()
"""Who made the threads that have not been started."""

_CARRIERS = ("Queue._feed", "Pool._handle_workers", "Pool._handle_tasks", "Pool._handle_results")
"""What the threads run that carry items, tasks and results; of a ProcessPoolExecutor they are of this class:"""
_MANAGER = "_ExecutorManagerThread"
_Thread: Any = threading.Thread
_stock_init = _Thread.__init__
_stock_name = _Thread.name
_stock_start = _Thread.start
_stock_join = _Thread.join
_stock_bootstrap = _Thread._bootstrap_inner


@stands_in(_stock_init)
def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    _stock_init(self, *args, **kwargs)
    if isinstance(self, threading._DummyThread) or (here.making is None and not is_made_by_program(self)):
        return
    worker = _workers[self] = emitter.new_id()
    parent = _parents[self] = current_worker()
    name = assign(worker, self.name).encode("utf-8", "backslashreplace")
    writer.defer(wire.WORKER_CREATED, wire.CREATED_HEAD.pack(worker, parent, wire.THREAD) + name)


@stands_in(_stock_name.fset)
def _named(self: Any, name: str) -> None:
    before = self._name
    _stock_name.fset(self, name)
    worker = _workers.get(self, 0)
    if worker and self._name != before:
        named(worker, self._name)


class _LibraryThreads:
    """Counts the threads that libraries made and that may run code of the program's: mptui has to know of them."""

    def __init__(self) -> None:
        self._alive: set[int] = set()
        self._pid = os.getpid()

    def started(self, thread: Any) -> None:
        """A thread that is no worker is about to start. Those that carry items, tasks or results run their own code."""
        target = getattr(thread, "_target", None)
        if getattr(target, "__qualname__", "") not in _CARRIERS and type(thread).__name__ != _MANAGER:
            self._change(self._alive.add, thread)

    def ended(self, thread: Any) -> None:
        """A thread has ended, was not started after all, or is a worker from now on."""
        if id(thread) in self._alive:
            self._change(self._alive.discard, thread)

    def expect(self, runner: Any) -> None:
        """Something may run code of the program's from now on, in a thread that is none of threading's."""
        if id(runner) not in self._alive:
            self._change(self._alive.add, runner)

    def expect_callbacks(self) -> None:
        """Code that is not Python's may call the program's from now on, in a thread of its own."""
        self.expect(self)

    def _change(self, change: Any, thread: Any) -> None:
        if self._pid != os.getpid():
            self._pid = os.getpid()
            self._alive.clear()
        change(id(thread))
        emitter.emit(wire.LIBRARY_THREADS, wire.COUNT_HEAD.pack(len(self._alive)))


library_threads = _LibraryThreads()


class _RawThread:
    """Stands for a thread that the program has started by `_thread`: no worker until it does something that is told.

    What the thread runs is the program's own, so nothing tells of the end of one that has never done anything.
    """


_raw_threads: list[_RawThread] = []


def _wrap_raw_start(stock: Any) -> Any:
    @stands_in(stock)
    def start_new_thread(*args: Any, **kwargs: Any) -> Any:
        guarded(_expect_raw_thread, None)
        return stock(*args, **kwargs)

    return start_new_thread


def _expect_raw_thread() -> None:
    _raw_threads.append(_RawThread())
    library_threads.expect(_raw_threads[-1])


class _Limbo(dict[Any, Any]):
    """threading's table of threads that are about to start.

    Whoever starts a thread tells of its start, in one write with its making: a write by the new thread itself, before
    its first own, would change how threads overlap.
    """

    def __setitem__(self, thread: Any, value: Any) -> None:
        super().__setitem__(thread, value)
        try:
            worker = _workers.get(thread, 0)
            if not worker:
                library_threads.started(thread)
            else:
                if _parents.pop(thread, 0) != current_worker():  # its making may still be held by another thread
                    created(worker, current_worker(), wire.THREAD, thread.name)
                started(worker, os.getpid())
                ends.prepare()
        except Exception as error:
            failed(error)

    def __delitem__(self, thread: Any) -> None:
        super().__delitem__(thread)
        try:
            worker = _workers.get(thread, 0)
            if sys._getframe(1).f_code is _stock_start.__code__:  # it could not be started
                library_threads.ended(thread)
                if worker:
                    exiting(worker, 0)
        except Exception as error:
            failed(error)


class _Active(dict[int, Any]):
    """threading's table of live threads: each enters it before its run and leaves it afterwards.

    So hooks in here leave no frame of ours under what a thread runs.
    """

    def __setitem__(self, ident: int, thread: Any) -> None:
        super().__setitem__(ident, thread)
        if sys._getframe(1).f_code is _stock_bootstrap.__code__:
            try:
                _enter(thread)
            except Exception as error:
                failed(error)

    def __delitem__(self, ident: int) -> None:
        thread = self.get(ident)
        super().__delitem__(ident)
        try:
            worker = _workers.get(thread, 0)
            if worker and not ends.note(worker):
                exiting(worker, 0)
            library_threads.ended(thread)
        except Exception as error:
            failed(error)


class _End:
    """Tells of the end of a thread that threading does not know: it is in the thread's own memory, and goes with it."""

    def __init__(self, worker: int) -> None:
        self._worker = worker
        self._pid = os.getpid()
        self._next_seq = writer.next_seq

    def __del__(self) -> None:
        try:
            if emitter.on and self._pid == os.getpid():
                head, payload = wire.FRAME, wire.WORKER_HEAD.pack(self._worker, 0)
                size, seq = wire.HEADER.size + len(payload), self._next_seq() & 0xFFFFFFFF
                frame = head.pack(size, wire.WORKER_EXITING, 0, self._worker, seq, time.monotonic_ns())
                emitter.deliver(frame + payload)
        except Exception as error:
            failed(error)


def _name_thread(worker: int) -> str:
    """A thread of which nobody told has become a worker: have its end told, and return its name."""
    thread = threading._active.get(threading.get_ident())  # type: ignore[attr-defined] # current_thread makes one
    if thread is None or isinstance(thread, threading._DummyThread):
        writer.end = _End(worker)
        return f"Thread-{threading.get_native_id()}"
    _workers[thread] = worker
    return str(thread.name)


def _leave_library() -> None:
    thread = threading._active.get(threading.get_ident())  # type: ignore[attr-defined]
    if thread is None and _raw_threads:
        thread = _raw_threads.pop()
    library_threads.ended(thread)


def _enter(thread: Any) -> None:
    worker = _workers.get(thread, 0)
    if worker and not writer.id:  # else gevent or its like runs it on a thread that writes already
        writer.become(worker, emitter)
        begin_assigned_service(worker)
        wrap_arguments(thread)


@stands_in(_stock_join)
def _join(self: Any, timeout: Optional[float] = None) -> None:
    worker = _workers.get(self, 0)
    if not worker:
        _stock_join(self, timeout)
        return
    gate()
    begin("join", worker, site(sys._getframe(1)), of_worker=True, timeout=timeout)
    outcome = wire.ERROR
    try:
        _stock_join(self, timeout)
        outcome = wire.TIMEOUT if self.is_alive() else wire.OK
    finally:
        finish("join", worker, outcome, of_worker=True)


def _wrap_shutdown(stock: Any) -> Any:
    """Python waits at its end for the threads that are no daemons: it is told as the join of one of them."""

    @stands_in(stock)
    def _shutdown() -> None:
        worker = _awaited_at_end()
        if worker:
            begin("join", worker, 0, of_worker=True)
        try:
            stock()
        finally:
            if worker:
                finish("join", worker, of_worker=True)

    return _shutdown


def _awaited_at_end() -> int:
    """A worker that is a thread of this process, lives and is no daemon; 0 if there is none."""
    own = threading.current_thread()
    if threading._threading_atexits:  # type: ignore[attr-defined] # which run first, and may wake the others
        return 0
    for thread in list(threading._active.values()):  # type: ignore[attr-defined]
        if thread is not own and not thread.daemon and _workers.get(thread, 0):
            return _workers[thread]
    return 0


def others() -> list[int]:
    """The workers that are threads of this process and live, but for the calling one."""
    found = (_workers.get(thread, 0) for thread in list(threading._active.values()))  # type: ignore[attr-defined]
    return [worker for worker in found if worker and worker != writer.id]


def install() -> None:
    """Hook threads that are made from now on."""
    _Thread.__init__, _Thread.join = _init, _join
    _Thread.name = property(_stock_name.fget, _named, doc=_stock_name.__doc__)
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        if hasattr(_thread, name):
            setattr(_thread, name, _wrap_raw_start(getattr(_thread, name)))
    module: Any = threading
    module._shutdown = _wrap_shutdown(module._shutdown)
    stock, module._active = module._active, _Active(module._active)
    if sys.version_info >= (3, 14):  # who forgets a dummy thread that has ended has the stock one for a default
        forget = module._DeleteDummyThreadOnDel.__del__
        forget.__defaults__ = tuple(module._active if value is stock else value for value in forget.__defaults__)
    module._limbo = _Limbo(module._limbo)
    emitter.name_thread = _name_thread  # type: ignore[method-assign]
    emitter.leave_library = _leave_library  # type: ignore[method-assign]
