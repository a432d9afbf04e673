"""What happens around acquire and release of any lock, of processes or of threads.

`acquired` is emitted after the real acquire and `released` before the real release: then the order of the records is
the order of the lock. While the lock knob is off, a lock that the program made for itself is not taken at all, and
nothing is emitted; a release does what its acquire did, so turning the knob while a lock is held is harmless.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import CodeType
from typing import NamedTuple, Optional

from . import wire
from .board import LOCK_OFF, LOCK_WAS_OFF
from .emitter import emitter, writer
from .gate import gate
from .journal import DONE, FINISHED, STARTED, head
from .origin import Origin, site

_FIRST_LOOKS = 20
_LOOK = 0.05
_LATER_LOOK = 0.1
"""Seconds between a waiter's looks at the lock knob: short at first, longer once it has waited for a second."""


class _Place(NamedTuple):
    """Code, instruction and the site that they are."""

    code: Optional[CodeType]
    lasti: int
    site: int


_ACQUIRED_AT_ONCE, _RELEASED = head(DONE, wire.ACQUIRE), head(DONE, wire.RELEASE)


def announce(identifier: int, kind: str, module: str, origin: Origin, maxsize: int = -1) -> None:
    """Say that an object was made."""
    head = wire.OBJECT_HEAD.pack(identifier, origin.site, maxsize, origin.own)
    text = "\0".join((kind, module, origin.name))
    emitter.emit(wire.OBJECT_CREATED, head + text.encode("utf-8", "backslashreplace"))


def looks(timeout: Optional[float]) -> Iterator[float]:
    """How long to wait at a time, in seconds, until `timeout` is over."""
    deadline = None if timeout is None else time.monotonic() + timeout
    count = 0
    while True:
        count += 1
        step = _LOOK if count <= _FIRST_LOOKS else _LATER_LOOK
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            step = min(step, left)
        yield step


class LockHook:
    """Stands between the program and one real lock in one process.

    `may_release`: whether a release would be right now: the lock is held, or, if it is `owned`, held by this thread.
    """

    __slots__ = ("_bypasses", "_owned", "identifier", "may_release", "raw_acquire", "raw_release", "switchable")

    def __init__(
        self,
        identifier: int,
        switchable: bool,
        raw_acquire: Callable[..., bool],
        raw_release: Callable[[], None],
        may_release: Callable[[], bool],
        owned: bool,
    ) -> None:
        self.identifier = identifier
        self.switchable = switchable
        self.raw_acquire = raw_acquire
        self.raw_release = raw_release
        self.may_release = may_release
        self._owned = owned
        self._bypasses: dict[int, list[bool]] = {}

    def acquire(self, block: bool, timeout: Optional[float], where: int) -> bool:
        """Take the lock, or not, as the knobs say; `timeout` in seconds, None: for ever; `where`: the caller's site."""
        gate()
        if emitter.board.memory[0] & LOCK_OFF and self.switchable:
            return self._bypass()
        started = time.monotonic_ns()
        if self.raw_acquire(False):
            writer.note(_ACQUIRED_AT_ONCE, self.identifier, where, started)
            return self._took()
        if not block:
            writer.note(head(DONE, wire.ACQUIRE, wire.TIMEOUT), self.identifier, where, started)
            return False
        writer.note(head(STARTED, wire.ACQUIRE), self.identifier, where)
        try:
            return self._wait(timeout)
        except BaseException:
            self._finish(wire.ERROR)
            raise

    def _wait(self, timeout: Optional[float]) -> bool:
        for step in looks(timeout):
            if self.raw_acquire(True, step):
                self._finish(wire.OK)
                return self._took()
            if emitter.board.memory[0] & LOCK_OFF and self.switchable:
                self._finish(wire.TIMEOUT, b"lock off")
                return self._bypass()
        self._finish(wire.TIMEOUT)
        return False

    def _finish(self, outcome: int, value: bytes = b"") -> None:
        writer.note(head(FINISHED, wire.ACQUIRE, outcome), self.identifier, 0, 0, value)

    def release(self, where: int) -> None:
        """Let go of the lock, or do nothing if the matching acquire took nothing."""
        gate()
        if self._bypasses and not self._was_taken():
            return
        if not self.may_release():
            if not self._owned and self.switchable and emitter.board.memory[0] & LOCK_WAS_OFF:
                return  # another thread or process acquired it for us, and took nothing
            self.raw_release()  # raises as the real lock does
        writer.note(_RELEASED, self.identifier, where)
        self.raw_release()

    def _bypass(self) -> bool:
        self._bypasses.setdefault(threading.get_ident(), []).append(False)
        return True

    def _took(self) -> bool:
        """Remember a real acquire only above a bypassed one: what is not remembered was real."""
        if self._bypasses:
            stack = self._bypasses.get(threading.get_ident())
            if stack is not None:
                stack.append(True)
        return True

    def _was_taken(self) -> bool:
        """Whether the acquire that this release ends took the lock. Any thread may release another's."""
        thread = threading.get_ident()
        stack = self._bypasses.get(thread)
        if stack is None:
            return True
        taken = stack.pop()
        if not stack:
            del self._bypasses[thread]
        return taken


def hooked(hook: LockHook, depth: int) -> tuple[Callable[..., bool], Callable[[], None]]:
    """The acquire and release that the program calls, `depth` frames below it.

    They are closures because they are the hottest code of the probe: while no knob is turned and nobody else wants
    the lock, each costs one note. A lock is used in few places, so each remembers the latest.
    """
    memory, identifier, frame_at = emitter.board.memory, hook.identifier, sys._getframe
    raw_acquire, raw_release, may_release = hook.raw_acquire, hook.raw_release, hook.may_release
    acquired_at = released_at = _Place(None, -1, 0)

    def acquire(block: bool = True, timeout: Optional[float] = None) -> bool:
        nonlocal acquired_at
        frame, place = frame_at(depth), acquired_at
        if frame.f_code is not place[0] or frame.f_lasti != place[1]:
            acquired_at = place = _Place(frame.f_code, frame.f_lasti, site(frame))
        if memory[0] or not raw_acquire(False):
            return hook.acquire(block, timeout, place[2])
        writer.note(_ACQUIRED_AT_ONCE, identifier, place[2])
        return True

    def release() -> None:
        nonlocal released_at
        frame, place = frame_at(depth), released_at
        if frame.f_code is not place[0] or frame.f_lasti != place[1]:
            released_at = place = _Place(frame.f_code, frame.f_lasti, site(frame))
        if memory[0] or not may_release():
            hook.release(place[2])
        else:
            writer.note(_RELEASED, identifier, place[2])
            raw_release()

    return acquire, release
