"""Children that are reaped by hand: os.wait and its kin tell how a child ended before anybody else can look."""

import os
import sys
from functools import partial
from multiprocessing import popen_fork
from typing import Any

from ... import wire
from ...disguise import passes_for, put_in_place, stands_in, strip_probe_frames
from ...emitter import emitter
from ...waiting import waited

_popen_poll = popen_fork.Popen.poll.__code__


def _reaped(pid: int, status: int) -> None:
    if pid > 0 and (os.WIFEXITED(status) or os.WIFSIGNALED(status)):
        _tell(pid, os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status))


def _tell(pid: int, code: int) -> None:
    emitter.emit(wire.CHILD_REAPED, wire.CHILD_HEAD.pack(pid, code))


def _wrap_wait(stock: Any) -> Any:
    @passes_for(stock)
    def wait(*args: Any, **kwargs: Any) -> Any:
        try:
            result = waited(partial(stock, **kwargs), *args)
        except BaseException as error:
            strip_probe_frames(error)
            raise
        if sys._getframe(1).f_code is not _popen_poll:  # its Process tells it
            _reaped(result[0], result[1])
        return result

    return wait


def _wrap_waitid(stock: Any) -> Any:
    @stands_in(stock)
    def waitid(idtype: int, id: int, options: int, /) -> Any:
        result = waited(stock, idtype, id, options)
        if result is not None and not options & os.WNOWAIT:
            if result.si_code == os.CLD_EXITED:
                _tell(result.si_pid, result.si_status)
            elif result.si_code in (os.CLD_KILLED, os.CLD_DUMPED):
                _tell(result.si_pid, -result.si_status)
        return result

    return waitid


def install() -> None:
    """Hook what reaps children."""
    for name in ("wait", "waitpid", "wait3", "wait4"):
        put_in_place(os, name, _wrap_wait(getattr(os, name)))
    if hasattr(os, "waitid"):
        put_in_place(os, "waitid", _wrap_waitid(os.waitid))
