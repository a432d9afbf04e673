"""Programs that the program starts: subprocess, os.system and os.posix_spawn. They have no probe inside.

What they write comes by pipes that all share, so it cannot be told whose it is.
"""

import os
import signal
import sys
from typing import Any

from .. import wire
from ..disguise import put_in_place, stands_in
from ..emitter import emitter, writer
from ..gate import gate
from ..on_import import when_imported
from ..operations import Registry, begin, done, finish
from ..origin import site
from ..waiting import waited
from .processes import created, current_worker, started

_children = Registry()
"""Popen objects."""
_SIGNALS = {signal.SIGTERM: "terminate", signal.SIGKILL: "kill"}


def _name(arguments: Any) -> str:
    """What a command line or a program is called, without running any code of the program's."""
    first = arguments[0] if isinstance(arguments, (list, tuple)) and arguments else arguments
    if isinstance(first, bytes):
        first = first.decode("utf-8", "backslashreplace")
    text = str(first) if isinstance(first, (str, os.PathLike)) else ""
    return text.rpartition("/")[2] or "program"


def _started(worker: int, pid: int, name: str) -> None:
    created(worker, current_worker(), wire.PROCESS, name)
    started(worker, pid)


def _wrap_execute(stock: Any) -> Any:
    @stands_in(stock)
    def _execute_child(self: Any, args: Any, executable: Any, preexec_fn: Any, *rest: Any) -> None:
        shell = len(rest) > _SHELL_FLAG and rest[_SHELL_FLAG]
        name = "sh" if shell else _name(args)
        worker = emitter.new_id()
        if preexec_fn is not None:  # it runs in the child, as that worker
            created(worker, current_worker(), wire.PROCESS, name)
        before, writer.starting = writer.starting, worker
        try:
            stock(self, args, executable, preexec_fn, *rest)
        finally:
            writer.starting = before
        _children.add(self, worker)
        if preexec_fn is None:
            created(worker, current_worker(), wire.PROCESS, name)
        started(worker, self.pid)

    return _execute_child


_SHELL_FLAG = 6
"""Place of `shell` among the arguments after preexec_fn: close_fds, pass_fds, cwd, env, startupinfo, creationflags."""


def _wrap_wait(stock: Any) -> Any:
    @stands_in(stock)
    def wait(self: Any, timeout: Any) -> Any:
        worker = _children.get(self)
        if not worker or self.returncode is not None:
            return stock(self, timeout)
        gate()
        begin("wait", worker, site(sys._getframe(1)), of_worker=True, timeout=timeout)
        outcome = wire.TIMEOUT
        try:
            code = stock(self, timeout)
            outcome = wire.OK
            return code
        finally:
            finish("wait", worker, outcome, of_worker=True)

    return wait


def _wrap_communicate(stock: Any) -> Any:
    """What communicate does that may take a while: it writes, reads, and waits for the end."""

    @stands_in(stock)
    def _communicate(self: Any, input: Any, endtime: Any, orig_timeout: Any) -> Any:
        worker = _children.get(self)
        if not worker:
            return stock(self, input, endtime, orig_timeout)
        gate()
        begin("communicate", worker, site(sys._getframe(1)), of_worker=True, timeout=orig_timeout)
        outcome = wire.TIMEOUT
        try:
            found = stock(self, input, endtime, orig_timeout)
            outcome = wire.OK
            return found
        finally:
            finish("communicate", worker, outcome, of_worker=True)

    return _communicate


def _wrap_signal(stock: Any) -> Any:
    @stands_in(stock)
    def send_signal(self: Any, sig: Any) -> None:
        worker = _children.get(self)
        if worker and self.returncode is None:
            gate()
            done(_SIGNALS.get(sig, "signal"), worker, site(sys._getframe(1)), of_worker=True)
        stock(self, sig)

    return send_signal


def _hook(module: Any) -> None:
    popen = module.Popen
    popen._execute_child = _wrap_execute(popen._execute_child)
    popen._communicate = _wrap_communicate(popen._communicate)
    popen._wait = _wrap_wait(popen._wait)
    popen.send_signal = _wrap_signal(popen.send_signal)


def _wrap_spawn(stock: Any) -> Any:
    @stands_in(stock)
    def spawn(path: Any, argv: Any, *args: Any, **kwargs: Any) -> int:
        pid = int(stock(path, argv, *args, **kwargs))
        if not writer.starting:  # subprocess may use it, and tells of its child itself
            _started(emitter.new_id(), pid, _name(argv))
        return pid

    return spawn


def _wrap_system(stock: Any) -> Any:
    """Nobody says what the pid is of the shell that it runs."""

    @stands_in(stock)
    def system(command: Any) -> int:
        gate()
        worker = emitter.new_id()
        _started(worker, 0, "sh")
        begin("wait", worker, site(sys._getframe(1)), of_worker=True)
        outcome = wire.ERROR
        try:
            status = int(waited(stock, command))
            outcome = wire.OK
            code = os.waitstatus_to_exitcode(status) if status >= 0 else 127
            emitter.emit(wire.WORKER_REAPED, wire.WORKER_HEAD.pack(worker, code))
        finally:
            finish("wait", worker, outcome, of_worker=True)
        return status

    return system


def install() -> None:
    """Hook what starts programs."""
    put_in_place(os, "system", _wrap_system(os.system))
    for name in ("posix_spawn", "posix_spawnp"):
        if hasattr(os, name):
            put_in_place(os, name, _wrap_spawn(getattr(os, name)))
    when_imported("subprocess", _hook)
