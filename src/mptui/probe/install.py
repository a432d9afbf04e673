"""Install the probe in a process: the program's main one, or one that was spawned."""

import atexit
import importlib
import os
import sys
from collections.abc import Iterable
from multiprocessing import reduction
from typing import Any

from . import code_owner, interrupts, journal, stacks, tracebacks, wire
from .channels import Channels
from .disguise import stands_in
from .emitter import emitter
from .hooks import streams, terminal_size, tracing
from .hooks.locks import thread_conditions, thread_locks
from .hooks.workers import (
    hard_exits,
    interpreters,
    pool_workers,
    processes,
    reaping,
    subprocesses,
    threads,
    watchdogs,
)
from .on_import import when_imported

_PACKAGE = "_mptui_probe"
_PARTS: tuple[Any, ...] = (
    interrupts,
    journal,
    processes,
    threads,
    thread_locks,
    thread_conditions,
    pool_workers,
    reaping,
    hard_exits,
    subprocesses,
    watchdogs,
    terminal_size,
    tracebacks,
    tracing,
)
_WHEN_IMPORTED = {
    "queue": ("queues.thread_queues", "queues.thread_simple_queues"),
    "multiprocessing.connection": ("pipes.connections", "pipes.listeners"),
    "multiprocessing.synchronize": ("locks.process_locks", "locks.process_conditions"),
    "multiprocessing.queues": ("queues.process_queues", "queues.process_simple_queues"),
    "multiprocessing.sharedctypes": ("shared.shared_values",),
    "multiprocessing.shared_memory": ("shared.shared_memory",),
    "multiprocessing.managers": ("managers.manager_servers",),
    "multiprocessing.pool": ("pools.process_pools",),
    "concurrent.futures": ("pools.executors",),
    "ctypes": ("workers.callbacks",),
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
install_in_child((event, board, journal), worker, pool, own, settings, channels)
"""


class ProbeLoader:
    """Travels first in the preparation data of a spawned process, and installs the probe there when it is unpickled.

    It pickles as a call of exec, because the child's sys.path is not yet the parent's when it arrives.
    """

    def __init__(self, worker: int, pool: int) -> None:
        self.worker = worker
        self.pool = pool

    def __reduce__(self) -> Any:
        state = {
            "event": reduction.DupFd(emitter.descriptor),
            "board": reduction.DupFd(emitter.board.descriptor),
            "journal": reduction.DupFd(emitter.journal),
            "worker": self.worker,
            "pool": self.pool,
            "own": code_owner.claimed(),
            "settings": interpreters.settings,
            "channels": str(emitter.channels or ""),
        }
        return exec, (_LOADER, state)


def _install(ends: Iterable[int], worker: int, settings: dict[str, str], channels: str) -> None:
    emitter.open(*ends)
    emitter.channels = Channels.read(channels) if channels else None
    if emitter.channels is not None:
        stacks.offer(emitter.channels)
    emitter.become(worker)
    interpreters.settings.update(settings)
    for part in _PARTS:
        part.install()
    for name, parts in _WHEN_IMPORTED.items():
        when_imported(name, _Loading(parts))
    streams.install(settings["buffering"])
    when_imported("multiprocessing.spawn", _hook_spawn)


class _Loading:
    """Loads and installs parts, once: a module that is executed again is hooked as the parts themselves see fit."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts

    def __call__(self, _module: Any) -> None:
        parts, self._parts = self._parts, ()
        for name in parts:
            importlib.import_module(f".hooks.{name}", __package__).install()


def _hook_spawn(spawn: Any) -> None:
    stock = spawn.get_preparation_data

    @stands_in(stock)
    def get_preparation_data(name: str) -> dict[str, Any]:
        data: dict[str, Any] = stock(name)
        if not emitter.on or not emitter.restore():
            return data
        return {_PACKAGE: ProbeLoader(*processes.starting_worker()), **data}

    spawn.get_preparation_data = get_preparation_data


def install_in_main(ends: Iterable[int], settings: dict[str, str], channels: str) -> None:
    """Install in the program's main process, before any of the program runs.

    `ends`: descriptors of the event pipe, the board and the journal. `settings`: what all processes are settings, the
    `buffering`, and the `start_method` if it is not the interpreter's own. `channels`: where to open them anew, or "".
    """
    _install(ends, wire.MAIN_WORKER, settings, channels)
    processes.created(wire.MAIN_WORKER, 0, wire.MAIN, "MainProcess")
    processes.started(wire.MAIN_WORKER, os.getpid())


def install_in_child(
    ends: Iterable[Any], worker: int, pool: int, own: tuple[str, ...], settings: dict[str, str], channels: str
) -> None:
    """Install in a spawned process, which may serve a pool. `ends`: the descriptors on their way.

    `own`: the paths of the program's own code.
    """
    code_owner.claim(own)
    if sys.version_info < (3, 14):  # later ones end without finalising them
        atexit.register(processes.let_go_of_program)
    _install([end.detach() for end in ends], worker, settings, channels)
    pool_workers.begin_service(pool)
    processes.started(worker, os.getpid())


def install_in_started(
    worker: int, starter: int, anew: bool, ended: Iterable[int], settings: dict[str, str], channels: str
) -> None:
    """Install in a Python that the process `starter` has started as `worker`, or has become.

    Whose parent is another one was started by a program in between, and is a worker of its own. `anew`: something else
    has written as that worker before. `ended`: its threads at that time. Raises OSError if the channels are gone.
    """
    ends = Channels.read(channels).open()
    between = starter not in (os.getpid(), os.getppid()) and os.path.exists(f"/proc/{starter}")
    _install(ends, 0 if between else worker, settings, channels)
    if between:
        name = interpreters.name_of([os.fsencode(word) for word in getattr(sys, "orig_argv", [sys.executable])])
        processes.created(emitter.worker, worker, wire.PROCESS, name)
    elif anew:
        emitter.resume()
    for thread in ended:
        processes.exiting(thread, 0)
    processes.started(emitter.worker, os.getpid())
