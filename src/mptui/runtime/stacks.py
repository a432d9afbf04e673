"""Takes the stacks of the program's threads: asks their processes by a signal, and reads what faulthandler writes.

One process at a time, with the help of /proc (Linux alone). It is not asked if the signal could do anything else there:
it must have the pipe open and catch the signal, no thread may block the signal, and none may be in a call that ends
by it: sigwait(), pause().
"""

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

_BIT = 1 << (SIGNAL - 1)
_FIRST, _MOST = 0.2, 0.5
"""Seconds to wait for a process's first words, and for its last."""
_LOOK = 0.002
_CHUNK = 1 << 16
_MOST_BYTES = 1 << 22
_SIGNAL_CALLS = ("34", "128", "130") if platform.machine() == "x86_64" else ("133", "137")
"""The numbers of pause(), sigtimedwait() and sigsuspend(), as /proc/PID/syscall tells them."""
_THREAD = re.compile(r"(?:Current thread|Thread) 0x([0-9a-f]+) .*\(most recent call first\):")
_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
_PROBE = "<mptui "
"""How the file names of the probe's code begin within a program; see mptui.probe."""

Frames = tuple[tuple[str, str], ...]
"""Where, as "file:line", and the function, the most recent call last."""


class Asked(msgspec.Struct, frozen=True):
    """A process and, by their `ident`, its threads that are workers; `unknown`: one whose `ident` is not known."""

    pid: int
    threads: dict[int, int]
    unknown: int | None = None


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

    def take(self, asked: Asked) -> dict[int, Frames]:
        """The stacks of its workers; only of those that can be told apart, none if it cannot be asked."""
        with self._using, suppress(OSError):
            if self._name and not self._is_late() and self._may_ask(asked.pid):
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

    def _may_ask(self, pid: int) -> bool:
        """Whether it has our handler for the signal, and the signal would do nothing but call that."""
        status = _status(Path(f"/proc/{pid}"))
        if not int(status.get("SigCgt", "0"), 16) & _BIT or _is_handling(pid) or _awaits_signal(pid):
            return False
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                if str(link.readlink()) == self._name:
                    return True
        return False

    def _answer(self, pid: int) -> str:
        """What it writes, if it writes all of it in time; else nothing."""
        begun, text = time.monotonic(), b""
        while time.monotonic() < begun + (_MOST if text else _FIRST) and len(text) < _MOST_BYTES:
            if select.select([self.read_end], [], [], _LOOK)[0]:
                text += os.read(self.read_end, _CHUNK)
            elif text and not _is_handling(pid):
                return (text + self._read_rest()).decode("utf-8", "replace")
        self._late = pid
        return ""

    def _read_rest(self) -> bytes:
        text = b""
        with suppress(BlockingIOError):
            while len(text) < _MOST_BYTES:
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


def _awaits_signal(pid: int) -> bool:
    """Whether a thread of it is in a call that a signal ends, even if its handler does nothing."""
    calls = [(thread / "syscall").read_text().split()[0] for thread in Path(f"/proc/{pid}/task").iterdir()]
    return any(call in _SIGNAL_CALLS for call in calls)


def parse(text: str) -> Iterator[tuple[int, Frames]]:
    """The `ident` and the frames of each thread in what faulthandler writes, but for those of mptui's own code."""
    ident, frames = None, list[tuple[str, str]]()
    for line in text.splitlines():
        if head := _THREAD.match(line):
            if ident is not None:
                yield ident, tuple(reversed(frames))
            ident, frames = int(head[1], 16), []
        elif frame := _FRAME.fullmatch(line):
            file, function = _unescaped(frame[1]), _unescaped(frame[3])
            if not file.startswith(_PROBE):
                frames.append((f"{file}:{frame[2]}", function))
    if ident is not None:
        yield ident, tuple(reversed(frames))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), text)


def _by_worker(asked: Asked, stacks: dict[int, Frames]) -> dict[int, Frames]:
    """Whose they are. The one thread whose `ident` is not known is the one that is left over, if there is one only."""
    found = {worker: stacks[ident] for ident, worker in asked.threads.items() if ident in stacks}
    others = [frames for ident, frames in stacks.items() if ident not in asked.threads]
    if asked.unknown is not None and len(others) == 1:
        found[asked.unknown] = others[0]
    return found
