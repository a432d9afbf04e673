"""The functions by which every program is started: fork_exec, posix_spawn, exec. A Python gets the probe on its way."""

import _posixsubprocess
import os
import sys
import threading
from collections.abc import Iterable
from typing import Any, Optional

from ... import wire
from ...disguise import put_in_place, stands_in
from ...emitter import emitter, writer
from . import threads
from .interpreters import command_of, environment, found, name_of, of_ours, put, server_of, takes_probe
from .processes import created, current_worker, name_behind, process_behind, reaped, started, worker_of

_NO_SUCH_PROGRAM = 255
"""With which the child ends in which a program could not be started."""


class Start:
    """A program that is about to be started, as which worker, and what that is called."""

    def __init__(
        self, worker: int, name: str, anew: bool = False, announced: bool = False, ended: Iterable[int] = ()
    ) -> None:
        """`anew`: code of the program's runs as that worker before; `announced`: that it was made has been said.

        `ended`: workers that end as it begins.
        """
        self.worker = worker
        self.name = name
        self.anew = anew
        self.ended = ended
        self._announced = announced

    def announce(self) -> None:
        """Say that the worker was made, once."""
        if not self._announced:
            self._announced = True
            created(self.worker, current_worker(), wire.PROCESS, self.name)

    def fail(self) -> None:
        """It could not be started."""
        if self._announced:
            reaped(self.worker, _NO_SUCH_PROGRAM)


class _Here(threading.local):
    """What the calling thread is starting, if one of the standard library's own ways told us."""

    start: Optional[Start] = None


here = _Here()


def _for_library(command: list[bytes]) -> Start:
    """What a library starts by its own way: it may be the process of an object that looks like one of the stdlib's."""
    server = server_of(command)
    if server:
        return Start(emitter.new_id(), server)
    process = process_behind()
    worker = worker_of(process)
    return Start(worker or emitter.new_id(), name_behind(process) or name_of(command), announced=worker != 0)


def _prepared(files: Any, arguments: Any, given: Any, folder: Any = None) -> Optional[tuple[Start, dict[bytes, bytes]]]:
    """As which worker a Python comes up, and its environment; None for what comes up without the probe.

    Also if what is given makes no sense: the stock function says so. `files`: where the program is looked for, seen
    from `folder`.
    """
    try:
        path = found(
            files if folder is None else [os.path.join(os.fsencode(folder), os.fsencode(one)) for one in files]
        )
        command = None if path is None else command_of(path, arguments)
        if command is None or not takes_probe(command):
            return None
        start = here.start
        if start is None:
            start = _for_library(command)
        else:
            start.name = name_of(command)
        variables = environment(given, start.worker, start.anew, start.ended)
    except (TypeError, ValueError, AttributeError):
        return None
    return None if variables is None else (start, variables)


def _run(start: Start, stock: Any, *args: Any, **kwargs: Any) -> int:
    """Start it, and tell of it, unless that is done by whoever has set `here.start`."""
    start.announce()
    try:
        pid = int(stock(*args, **kwargs))
    except BaseException:
        if start is not here.start:
            start.fail()
        raise
    if start is not here.start:
        started(start.worker, pid)
    return pid


def _wrap_fork_exec(stock: Any) -> Any:
    @stands_in(stock)
    def fork_exec(args: Any, executables: Any, close_fds: Any, pass_fds: Any, cwd: Any, env: Any, *rest: Any) -> int:
        ready = _prepared(executables, args, env, cwd)
        if ready is None:
            return int(stock(args, executables, close_fds, pass_fds, cwd, env, *rest))
        start, variables = ready
        if env is None and start.anew:  # what the program runs in the child may change the environment there
            writer.child_environment = of_ours(variables)
        else:
            env = [b"=".join(variable) for variable in variables.items()]
        try:
            return _run(start, stock, args, executables, close_fds, pass_fds, cwd, env, *rest)
        finally:
            writer.child_environment = None

    return fork_exec


def _wrap_spawn(stock: Any, searches: bool) -> Any:
    @stands_in(stock)
    def spawn(path: Any, argv: Any, env: Any, *args: Any, **kwargs: Any) -> int:
        ready = _prepared(_files(path, searches), argv, env)
        if ready is not None:
            start, variables = ready
            return _run(start, stock, path, argv, variables, *args, **kwargs)
        pid = int(stock(path, argv, env, *args, **kwargs))
        if here.start is None:
            start = Start(emitter.new_id(), program_name(argv))
            start.announce()
            started(start.worker, pid)
        return pid

    return spawn


def _files(path: Any, searches: bool) -> list[Any]:
    if not searches or not isinstance(path, (str, bytes)) or os.sep in os.fsdecode(path):
        return [path]
    return [os.path.join(folder, os.fsdecode(path)) for folder in os.get_exec_path()]


def program_name(arguments: Any) -> str:
    """What a command line or a program is called, without running any code of the program's."""
    first = arguments[0] if isinstance(arguments, (list, tuple)) and arguments else arguments
    if isinstance(first, bytes):
        first = first.decode("utf-8", "backslashreplace")
    text = str(first) if isinstance(first, (str, os.PathLike)) else ""
    return text.rpartition("/")[2] or "program"


def _environment_after_exec(path: Any, argv: Any, env: Any) -> Optional[dict[bytes, bytes]]:
    """The process stays the worker that it is, and its threads end."""
    before, here.start = here.start, Start(emitter.worker, "", anew=True, announced=True, ended=threads.others())
    try:
        ready = None if isinstance(path, int) else _prepared([path], argv, env)
    finally:
        here.start = before
    if ready is None:
        return None
    writer.write_deferred()
    return ready[1]


def _wrap_exec(stock: Any, stock_with_environment: Any) -> Any:
    @stands_in(stock)
    def execv(path: Any, argv: Any, /) -> Any:
        variables = _environment_after_exec(path, argv, None)
        if variables is None:
            return stock(path, argv)
        return stock_with_environment(path, argv, variables)

    return execv


def _wrap_exec_with_environment(stock: Any) -> Any:
    @stands_in(stock)
    def execve(path: Any, argv: Any, env: Any) -> Any:
        variables = None if env is None else _environment_after_exec(path, argv, env)
        return stock(path, argv, env if variables is None else variables)

    return execve


def _wrap_putenv(stock: Any) -> Any:
    @stands_in(stock)
    def putenv(name: Any, value: Any, /) -> None:
        stock(name, value)
        put[os.fsencode(name)] = os.fsencode(value)

    return putenv


def _wrap_unsetenv(stock: Any) -> Any:
    @stands_in(stock)
    def unsetenv(name: Any, /) -> None:
        stock(name)
        put[os.fsencode(name)] = None

    return unsetenv


def install() -> None:
    """Hook what starts programs, and what changes their environment past os.environ."""
    put_in_place(os, "putenv", _wrap_putenv(os.putenv))
    put_in_place(os, "unsetenv", _wrap_unsetenv(os.unsetenv))
    stock: Any = os.execve
    put_in_place(os, "execv", _wrap_exec(os.execv, stock))
    put_in_place(os, "execve", _wrap_exec_with_environment(stock))
    for name in ("posix_spawn", "posix_spawnp"):
        if hasattr(os, name):
            put_in_place(os, name, _wrap_spawn(getattr(os, name), name.endswith("p")))
    module: Any = _posixsubprocess
    hooked = _wrap_fork_exec(module.fork_exec)
    bound = sys.modules.get("subprocess")
    if getattr(bound, "_fork_exec", None) is module.fork_exec:
        bound._fork_exec = hooked  # type: ignore[union-attr]
    put_in_place(module, "fork_exec", hooked)
