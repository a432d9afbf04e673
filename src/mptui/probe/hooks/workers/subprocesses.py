"""What starts programs: subprocess and os.system. A program that is no Python has no probe inside.

What it writes comes by pipes that all share, so it cannot be told whose it is.
"""

import os
import signal
import sys
from typing import Any

from ... import wire
from ...disguise import put_in_place, stands_in
from ...emitter import emitter, writer
from ...gate import gate
from ...notes import Registry, begin, done, finish
from ...on_import import when_imported
from ...origin import site
from ...waiting import waited
from . import starts
from .processes import started
from .starts import Start, here, program_name

_children = Registry()
"""Popen objects."""
_SIGNALS = {signal.SIGTERM: "terminate", signal.SIGKILL: "kill"}


def _wrap_execute(stock: Any) -> Any:
    @stands_in(stock)
    def _execute_child(self: Any, args: Any, executable: Any, preexec_fn: Any, *rest: Any) -> None:
        shell = len(rest) > _SHELL_FLAG and rest[_SHELL_FLAG]
        start = Start(emitter.new_id(), "sh" if shell else program_name(args), anew=preexec_fn is not None)
        if preexec_fn is not None:  # it runs in the child, as that worker
            start.announce()
        before, writer.starting, here.start = (writer.starting, here.start), start.worker, start
        try:
            stock(self, args, executable, preexec_fn, *rest)
        except BaseException:
            start.fail()
            raise
        finally:
            writer.starting, here.start = before
        _children.add(self, start.worker)
        start.announce()
        started(start.worker, self.pid)

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


def _wrap_system(stock: Any) -> Any:
    """Nobody says what the pid is of the shell that it runs."""

    @stands_in(stock)
    def system(command: Any) -> int:
        gate()
        worker = emitter.new_id()
        Start(worker, "sh").announce()
        started(worker, 0)
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
    starts.install()
    when_imported("subprocess", _hook)
