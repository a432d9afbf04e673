"""Takes the stacks of the program's threads: asks their processes by a signal, and reads what faulthandler writes.

One process at a time, with the help of /proc (Linux alone). It is not asked if that could change what it does:
it must have the pipe open and catch the signal; no thread may block the signal, or be in a call that ends by it
(sigwait, pause); and no thread but the main one may run, as its frames would be read while they change. A process whose
main thread is not known to wait in an operation of Python's is asked only while that runs or sleeps by time.sleep:
calls of other languages end early by any signal.
"""

import fcntl
import os
import platform
import re
import select
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from mptui.probe.stacks import SIGNAL
from mptui.runtime.pipes import bytes_in

_BIT = 1 << (SIGNAL - 1)
_FIRST, _MOST = 0.2, 0.5
"""Seconds to wait for a process's first words, and for its last."""
_LOOK = 0.002
_STILL = 0.05
_FEW_SWITCHES = 3
"""Seconds for which threads have to stand still, and how often one that does may be switched to in that time."""
_CHUNK = 1 << 16
_PIPE_SIZE = 1 << 20
_IS_X86 = platform.machine() == "x86_64"
_SIGNAL_CALLS = ("34", "128", "130") if _IS_X86 else ("133", "137")
"""The numbers of pause(), sigtimedwait() and sigsuspend(), as /proc/PID/syscall tells them."""
_SLEEP = ["230" if _IS_X86 else "115", "0x1", "0x1"]
"""clock_nanosleep() until a time of CLOCK_MONOTONIC: time.sleep of Python 3.11 and later."""
_THREAD = re.compile(
    r"^(?:Current thread|Thread) 0x([0-9a-f]+) (?:\[.*?\] )?\(most recent call first\):\n", re.M | re.S
)
_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
_PROBE = "<mptui "
"""How the file names of the probe's code begin within a program; see mptui.probe."""
CUT = ("", "...")
"""Stands for frames that are left out: faulthandler writes no more than a hundred of a thread."""

Frames = tuple[tuple[str, str], ...]
"""Where, as "file:line", and the function, the most recent call last."""


class Asked(msgspec.Struct, frozen=True):
    """A process and, by their `ident`, its threads that are workers; `unknown`: one whose `ident` is not known.

    `waits`: its main thread waits in an operation of Python's.
    """

    pid: int
    threads: dict[int, int]
    unknown: int | None = None
    waits: bool = False


class StackPipe:
    """The pipe into which processes write their stacks, for one run. `take` and `close` may be called in any thread."""

    def __init__(self) -> None:
        self._using = threading.Lock()
        self._late = 0
        self.read_end, self._write_end = os.pipe()
        for end in (self.read_end, self._write_end):
            os.set_blocking(end, False)
        link = Path(f"/proc/self/fd/{self.read_end}")
        self._name = str(link.readlink()) if link.is_symlink() else ""
        with suppress(OSError, AttributeError):  # as large a pipe as there may be; other systems than Linux have none
            fcntl.fcntl(self._write_end, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)

    def take(self, asked: Asked) -> dict[int, Frames]:
        """The stacks of its workers; only of those that can be told apart, none if it cannot be asked."""
        with self._using, suppress(OSError):
            if self._name and not self._is_late() and self._may_ask(asked):
                self._read_rest()
                os.kill(asked.pid, SIGNAL)
                return _by_worker(asked, dict(parse(self._answer(asked.pid))))
        return {}

    def _is_late(self) -> bool:
        """Whether one that was asked before has yet to answer, or may be at it."""
        if self._late and Path(f"/proc/{self._late}").exists() and _is_handling(self._late):
            return True
        self._late = 0
        return False

    def _may_ask(self, asked: Asked) -> bool:
        """Whether it has our handler for the signal, and the signal would do nothing but call that."""
        pid = asked.pid
        if not int(_status(Path(f"/proc/{pid}")).get("SigCgt", "0"), 16) & _BIT or _is_handling(pid):
            return False
        if not (asked.waits or _may_be_interrupted(pid)) or not _stands_still(pid, but_main=not asked.waits):
            return False
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                if str(link.readlink()) == self._name:
                    return not _awaits_signal(pid)
        return False

    def _answer(self, pid: int) -> str:
        """What it writes, if it writes all of it in time, and no faster than it is read; else nothing."""
        begun, text = time.monotonic(), b""
        while time.monotonic() < begun + (_MOST if text else _FIRST):
            if select.select([self.read_end], [], [], _LOOK)[0]:
                if bytes_in(self.read_end) > _PIPE_SIZE // 2:
                    break  # what has no room in the pipe is not written
                text += os.read(self.read_end, _CHUNK)
            elif text and not _is_handling(pid):
                return (text + self._read_rest()).decode("utf-8", "replace")
        self._late = pid
        return ""

    def _read_rest(self) -> bytes:
        text = b""
        with suppress(BlockingIOError):
            while len(text) < _PIPE_SIZE:
                text += os.read(self.read_end, _CHUNK)
        return text

    def close(self) -> None:
        """Give the pipe back."""
        with self._using:
            self._name = ""
            os.close(self.read_end)
            os.close(self._write_end)


def _status(folder: Path) -> dict[str, str]:
    """The fields of a process's or a thread's status; see proc(5)."""
    lines = (folder / "status").read_text("utf-8", "replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _is_handling(pid: int) -> bool:
    """Whether a thread of it has the signal blocked, as the handler has while it runs, or is about to be given it."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):
            status = _status(thread)
            if any(int(status[name], 16) & _BIT for name in ("SigBlk", "SigPnd", "ShdPnd")):
                return True
    return False


def _calls(pid: int) -> dict[str, list[str]]:
    """The system call that each thread is in: its number and arguments, or `running`."""
    return {thread.name: (thread / "syscall").read_text().split() for thread in Path(f"/proc/{pid}/task").iterdir()}


def _awaits_signal(pid: int) -> bool:
    """Whether a thread of it is in a call that a signal ends, even if its handler does nothing."""
    return any(call[0] in _SIGNAL_CALLS for call in _calls(pid).values())


def _may_be_interrupted(pid: int) -> bool:
    """Whether its main thread runs, or sleeps in Python's own way, which goes on after a signal."""
    call = _calls(pid)[str(pid)]
    return call[0] == "running" or call[:3] == _SLEEP


def _stands_still(pid: int, *, but_main: bool) -> bool:
    """Whether no thread of it does more for a while than to look at the control board now and then, as waiters do.

    `but_main`: whatever the main one does.
    """
    before = _switches(pid)
    if but_main:
        before.pop(str(pid), None)
    if before:
        time.sleep(_STILL)
    after = _switches(pid) if before else {}
    if but_main:
        after.pop(str(pid), None)
    return before.keys() == after.keys() and all(
        count is not None and (then := after[thread]) is not None and then - count <= _FEW_SWITCHES
        for thread, count in before.items()
    )


def _switches(pid: int) -> dict[str, int | None]:
    """How often each thread has begun to wait, or was made to; None of one that runs."""
    found: dict[str, int | None] = {}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        status = _status(thread)
        count = int(status["voluntary_ctxt_switches"]) + int(status["nonvoluntary_ctxt_switches"])
        found[thread.name] = count if status["State"].startswith("S") else None
    return found


def parse(text: str) -> Iterator[tuple[int, Frames]]:
    """The `ident` and the frames of each thread in what faulthandler writes, but for those of mptui's own code."""
    parts = _THREAD.split(text)[1:]
    for ident, body in zip(parts[::2], parts[1::2], strict=True):
        frames = []
        for line in body.splitlines():
            frame = _FRAME.fullmatch(line)
            if frame and not (file := _unescaped(frame[1])).startswith(_PROBE):
                frames.append((f"{file}:{frame[2]}", _unescaped(frame[3])))
            elif line.startswith("  ..."):
                frames.append(CUT)
        yield int(ident, 16), tuple(reversed(frames))


def _unescaped(text: str) -> str:
    """What faulthandler wrote as numbers: all but ASCII. A backslash stands for itself."""

    def char(found: re.Match[str]) -> str:
        code = int(found[1] or found[2] or found[3], 16)
        return chr(code) if not 0x20 <= code < 0x7F and code < 0x110000 else found[0]

    return _ESCAPED.sub(char, text)


def _by_worker(asked: Asked, stacks: dict[int, Frames]) -> dict[int, Frames]:
    """Whose they are. The one thread whose `ident` is not known is the one that is left over, if there is one only."""
    found = {worker: stacks[ident] for ident, worker in asked.threads.items() if ident in stacks}
    others = [frames for ident, frames in stacks.items() if ident not in asked.threads]
    if asked.unknown is not None and len(others) == 1:
        found[asked.unknown] = others[0]
    return found
