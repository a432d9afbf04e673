"""What happens around acquire and release of any lock, of processes or of threads.

`acquired` is emitted after the real acquire and `released` before the real release: then the order of the records is
the order of the lock. While the lock knob is off, a lock that the program made for itself is not taken at all, and
nothing is emitted; a release does what its acquire did, so turning the knob while a lock is held is harmless.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Optional

from . import wire
from .board import LOCK_OFF, LOCK_WAS_OFF
from .emitter import emitter
from .gate import gate
from .origin import Origin, site

_FIRST_LOOKS = 20
_LOOK = 0.05
_LATER_LOOK = 0.1
"""Seconds between a waiter's looks at the lock knob: short at first, longer once it has waited for a second."""


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

    __slots__ = ("_bypasses", "_may_release", "_owned", "_raw_acquire", "_raw_release", "identifier", "switchable")

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
        self._raw_acquire = raw_acquire
        self._raw_release = raw_release
        self._may_release = may_release
        self._owned = owned
        self._bypasses: dict[int, list[bool]] = {}

    def acquire(self, block: bool = True, timeout: Optional[float] = None) -> bool:
        """Like the real acquire of multiprocessing's locks; `timeout` in seconds, None: for ever."""
        gate()
        if emitter.board.memory[0] & LOCK_OFF and self.switchable:
            return self._bypass()
        where = site(sys._getframe(1))
        started = time.monotonic_ns()
        if self._raw_acquire(False):
            self._finish_at_once(wire.ACQUIRE, wire.OK, where, started)
            return self._took()
        if not block:
            self._finish_at_once(wire.ACQUIRE, wire.TIMEOUT, where, started)
            return False
        emitter.emit(wire.OP_STARTED, wire.STARTED_HEAD.pack(wire.ACQUIRE, self.identifier, where))
        try:
            return self._wait(timeout)
        except BaseException:
            self._finish(wire.ACQUIRE, wire.ERROR)
            raise

    def _wait(self, timeout: Optional[float]) -> bool:
        for step in looks(timeout):
            if self._raw_acquire(True, step):
                self._finish(wire.ACQUIRE, wire.OK)
                return self._took()
            if emitter.board.memory[0] & LOCK_OFF and self.switchable:
                self._finish(wire.ACQUIRE, wire.TIMEOUT, b"lock off")
                return self._bypass()
        self._finish(wire.ACQUIRE, wire.TIMEOUT)
        return False

    def release(self) -> None:
        """Like the real release, or nothing if the matching acquire took nothing."""
        gate()
        if self._bypasses and not self._was_taken():
            return
        if not self._may_release():
            if not self._owned and self.switchable and emitter.board.memory[0] & LOCK_WAS_OFF:
                return  # another thread or process acquired it for us, and took nothing
            self._raw_release()  # raises as the real lock does
        self._finish_at_once(wire.RELEASE, wire.OK, site(sys._getframe(1)), time.monotonic_ns())
        self._raw_release()

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

    def _finish(self, op: int, outcome: int, value: bytes = b"") -> None:
        emitter.emit(wire.OP_FINISHED, wire.FINISHED_HEAD.pack(op, outcome, self.identifier) + value)

    def _finish_at_once(self, op: int, outcome: int, where: int, started: int) -> None:
        emitter.emit(wire.OP_DONE, wire.DONE_HEAD.pack(op, outcome, self.identifier, where, started))
