"""Install the probe in a process: the program's main one, or one that was spawned."""

import importlib
import os
from multiprocessing import reduction
from typing import Any

from . import code_owner, interrupts, journal, tracebacks, wire
from .disguise import stands_in
from .emitter import emitter
from .hooks import (
    pool_workers,
    processes,
    reaping,
    streams,
    subprocesses,
    thread_locks,
    thread_signals,
    threads,
    tracing,
)
from .on_import import when_imported

_PACKAGE = "_mptui_probe"
_PARTS: tuple[Any, ...] = (
    interrupts,
    journal,
    processes,
    threads,
    thread_locks,
    thread_signals,
    pool_workers,
    reaping,
    subprocesses,
    tracebacks,
    tracing,
)
_WHEN_IMPORTED = {
    "queue": ("thread_queues", "thread_simple_queues"),
    "multiprocessing.connection": ("connections", "listeners"),
    "multiprocessing.synchronize": ("process_locks", "process_signals"),
    "multiprocessing.queues": ("queues", "simple_queues"),
    "multiprocessing.sharedctypes": ("shared_values",),
    "multiprocessing.shared_memory": ("shared_memory",),
    "multiprocessing.managers": ("managers",),
    "multiprocessing.pool": ("pools",),
    "concurrent.futures": ("executors",),
}
"""Parts that are loaded and installed as soon as the program has what they hook: what it does not use costs it nothing.

Each imports the module that it hooks before it imports another part.
"""
_HERE = os.path.dirname(os.path.abspath(__file__))
_LOADER = f"""
import importlib.util, sys
if {_PACKAGE!r} not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        {_PACKAGE!r}, {os.path.join(_HERE, "__init__.py")!r}, submodule_search_locations=[{_HERE!r}])
    sys.modules[{_PACKAGE!r}] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
from {_PACKAGE}.install import install_in_child
install_in_child(event, board, journal, buffering, worker, pool, own)
"""


class Stowaway:
    """Travels first in the preparation data of a spawned process, and installs the probe there when it is unpickled.

    It pickles as a call of exec, because the child's sys.path is not yet the parent's when it arrives.
    """

    def __init__(self, buffering: str, worker: int, pool: int) -> None:
        self.buffering = buffering
        self.worker = worker
        self.pool = pool

    def __reduce__(self) -> Any:
        state = {
            "event": reduction.DupFd(emitter.descriptor),
            "board": reduction.DupFd(emitter.board.descriptor),
            "journal": reduction.DupFd(emitter.journal),
            "buffering": self.buffering,
            "worker": self.worker,
            "pool": self.pool,
            "own": code_owner.claimed(),
        }
        return exec, (_LOADER, state)


def _install(event: int, board: int, journal: int, buffering: str, worker: int) -> None:
    emitter.open(event, board, journal)
    emitter.become(worker)
    for part in _PARTS:
        part.install()
    for name, parts in _WHEN_IMPORTED.items():
        when_imported(name, _Loading(parts))
    streams.install(buffering)
    when_imported("multiprocessing.spawn", lambda spawn: _hook_spawn(spawn, buffering))


class _Loading:
    """Loads and installs parts, once: a module that is executed again is hooked as the parts themselves see fit."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts

    def __call__(self, _module: Any) -> None:
        parts, self._parts = self._parts, ()
        for name in parts:
            importlib.import_module(f".hooks.{name}", __package__).install()


def _hook_spawn(spawn: Any, buffering: str) -> None:
    stock = spawn.get_preparation_data

    @stands_in(stock)
    def get_preparation_data(name: str) -> dict[str, Any]:
        data: dict[str, Any] = stock(name)
        if not emitter.on:
            return data
        return {_PACKAGE: Stowaway(buffering, *processes.starting_worker()), **data}

    spawn.get_preparation_data = get_preparation_data


def install_in_main(buffering: str, event: int, board: int, journal: int) -> None:
    """Install in the program's main process, before any of the program runs."""
    _install(event, board, journal, buffering, wire.MAIN_WORKER)
    processes.created(wire.MAIN_WORKER, 0, wire.MAIN, "MainProcess")
    processes.started(wire.MAIN_WORKER, os.getpid())


def install_in_child(
    event: Any, board: Any, journal: Any, buffering: str, worker: int, pool: int, own: tuple[str, ...]
) -> None:
    """Install in a spawned process, which may serve a pool. `event`, `board`, `journal`: descriptors on their way.

    `own`: the paths of the program's own code.
    """
    code_owner.claim(own)
    _install(event.detach(), board.detach(), journal.detach(), buffering, worker)
    pool_workers.begin_service(pool)
    processes.started(worker, os.getpid())
