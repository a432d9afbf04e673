"""What happens around acquire and release of a lock or semaphore, of processes or of threads.

An acquire is noted after the real acquire and a release before the real release: then the order of the notes is the
order of the lock. While the lock knob is off, a lock that the program made for itself is not taken at all, and nothing
is noted; a release does what its acquire did, so turning the knob while a lock is held is harmless.
"""

import functools
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, NamedTuple, Optional, TypeVar

from ... import wire
from ...board import END_WAIT, LOCK_OFF, LOCK_WAS_OFF, RELEASE
from ...disguise import strip_probe_frames
from ...emitter import emitter, writer
from ...gate import gate
from ...guard import failed
from ...notes import begin, done, finish, shape
from ...origin import is_program, site
from ...unblock import asked_for
from ...waiting import waited

_Made = TypeVar("_Made", bound=Callable[..., Any])
_FIRST_LOOKS = 20
_LOOK = 0.05
_LATER_LOOK = 0.1
"""Seconds between a waiter's looks at the lock knob: short at first, longer once it has waited for a second."""

LOCK_METHODS = ("acquire", "release", "__enter__", "__exit__")
NO_TIMEOUT = -1
"""A thread lock's timeout for: wait for ever. A process lock's is None."""


class _Callsite(NamedTuple):
    """Code, instruction, the site that they are, and the shape of an immediate operation there."""

    code: Optional[CodeType]
    lasti: int
    site: int
    shape: int


_NOWHERE = _Callsite(None, -1, 0, 0)
"""A note of shape 0 tells nothing."""


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


def _is_duration(timeout: object) -> bool:
    """Whether a thread's lock can wait that long, in seconds."""
    return isinstance(timeout, (int, float)) and 0 <= timeout <= threading.TIMEOUT_MAX


class LockHook:
    """Stands between the program and one real lock or semaphore in one process.

    `delta`: what an acquire changes the depth by: -1 for a semaphore. `may_release`: whether a release would be right
    now: the lock is held, or, if it is `owned`, held by this thread.
    """

    __slots__ = (
        "_bypasses",
        "_owned",
        "delta",
        "identifier",
        "may_release",
        "raw_acquire",
        "raw_release",
        "switchable",
    )

    def __init__(
        self,
        identifier: int,
        switchable: bool,
        raw: Any,
        may_release: Callable[[], bool],
        owned: bool,
        delta: int = 0,
    ) -> None:
        self.identifier = identifier
        self.switchable = switchable
        self.raw_acquire: Callable[..., bool] = raw.acquire
        self.raw_release: Callable[[], None] = raw.release
        self.may_release = may_release
        self.delta = delta
        self._owned = owned
        self._bypasses: dict[int, list[bool]] = {}

    def acquire_as_asked(
        self, op: str, block: bool, timeout: Optional[float], forever: Optional[int], where: int
    ) -> bool:
        """As `acquire`, where `forever` is the timeout that means to wait for ever; -1 for the locks of threads."""
        if timeout == forever or (forever is None and isinstance(timeout, (int, float)) and isinstance(block, int)):
            return self.acquire(op, block, None if timeout == forever else timeout, where)
        if forever is None or not block or not _is_duration(timeout):
            return bool(waited(self.raw_acquire, block, timeout))  # raises as the real lock does
        return self.acquire(op, block, timeout, where)

    def acquire(self, op: str, block: bool, timeout: Optional[float], where: int) -> bool:
        """Take the lock, or not, as the knobs say; `timeout` in seconds, None: for ever; `where`: the caller's site.

        `op`: what it is told as, "acquire" or wire.ENTER.
        """
        gate()
        if emitter.board.memory[0] & LOCK_OFF and self.switchable:
            return self._bypass()
        started = time.monotonic_ns()
        if self.raw_acquire(False):
            done(op, self.identifier, where, delta=self.delta, started=started, undo=self.raw_release)
            return self._took()
        if not block:
            done("acquire", self.identifier, where, wire.TIMEOUT, started=started)
            return False
        begin(op, self.identifier, where, timeout=timeout)
        try:
            return self._wait(timeout)
        except BaseException:
            self._finish(wire.ERROR)
            raise

    def _wait(self, timeout: Optional[float]) -> bool:
        for step in looks(timeout):
            if waited(self.raw_acquire, True, step):
                self._finish(wire.OK)
                return self._took()
            if emitter.board.memory[0] & LOCK_OFF and self.switchable:
                self._finish(wire.TIMEOUT, b"lock off")
                return self._bypass()
            how = asked_for(self.identifier)
            if how == END_WAIT:
                raise TimeoutError("mptui was asked to end this wait")
            if how == RELEASE and not self._owned and self.may_release():
                self.raw_release()
        self._finish(wire.TIMEOUT)
        return False

    def _finish(self, outcome: int, value: bytes = b"") -> None:
        taken = outcome == wire.OK
        undo = self.raw_release if taken else None
        finish("acquire", self.identifier, outcome, value, self.delta if taken else 0, undo=undo)

    def release(self, where: int) -> None:
        """Let go of the lock, or do nothing if the matching acquire took nothing."""
        try:
            gate()
        finally:  # a real release cannot be interrupted
            self._release(where)

    def _release(self, where: int) -> None:
        if self._bypasses and not self._was_taken():
            return
        if not self.may_release():
            if not self._owned and self.switchable and emitter.board.memory[0] & LOCK_WAS_OFF:
                return  # another thread or process acquired it for us, and took nothing
            self.raw_release()  # raises as the real lock does
        done("release", self.identifier, where, delta=-self.delta)
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
        own = threading.get_ident()
        stack = self._bypasses.get(own)
        if stack is None and not self._owned:
            own, stack = next(iter(self._bypasses.items()))
        if stack is None:
            return True
        taken = stack.pop()
        if not stack:
            del self._bypasses[own]
        return taken

    def callsite(self, frame: Any, op: str, delta: int) -> _Callsite:
        """Where a caller stands. One whose site is a caller's own is looked up each time: it may have others."""
        try:
            where = site(frame)
            done_there = shape(wire.DONE, op, self.identifier, where, wire.OK, delta)
            return _Callsite(frame.f_code if is_program(frame) else None, frame.f_lasti, where, done_there)
        except Exception as error:
            failed(error)
        return _NOWHERE


@functools.lru_cache(maxsize=1)
def _taking_blocking(code: CodeType) -> CodeType:
    """The same code with its first argument named as the locks of threads do."""
    return code.replace(co_varnames=("blocking", *code.co_varnames[1:]))


def _plain(made: _Made) -> _Made:
    """A function that shows nothing of where it was made."""
    made.__qualname__, made.__annotations__ = made.__name__, {}
    return made


def hooked_acquire(
    hook: LockHook, depth: int, forever: Optional[int] = None, op: str = "acquire"
) -> Callable[..., bool]:
    """Make the acquire around `hook`: a method of the instance, called at `depth` frames below the program.

    `forever`: the timeout that means to wait for ever, which is also the default; `op`: as for a LockHook. While no
    knob is turned, taking a free lock costs a note and nothing else, and so does releasing it: all that they need is a
    variable of theirs.
    """
    memory, frame_at = emitter.board.memory, sys._getframe
    raw_acquire, raw_release = hook.raw_acquire, hook.raw_release
    acquired_at = _NOWHERE

    def acquire(block: bool = True, timeout: Optional[float] = forever) -> bool:
        nonlocal acquired_at
        if failed is None:  # the interpreter is being finalized, and has cleared our modules
            return raw_acquire(block, timeout)
        try:
            frame, callsite = frame_at(depth), acquired_at
            if frame.f_code is not callsite[0] or frame.f_lasti != callsite[1]:
                acquired_at = callsite = hook.callsite(frame, op, hook.delta)
            if memory[0] or timeout != forever or not raw_acquire(False):
                return hook.acquire_as_asked(op, block, timeout, forever, callsite[2])
            try:
                writer.note(callsite[3])
            except BaseException as error:
                failed(error, raw_release)
            return True
        except BaseException as error:
            strip_probe_frames(error)
            raise

    if forever == NO_TIMEOUT:
        acquire.__code__ = _taking_blocking(acquire.__code__)
    return _plain(acquire)


def hooked_release(hook: LockHook, depth: int) -> Callable[[], None]:
    """Make the release around `hook`, as `hooked_acquire` does the acquire."""
    memory, frame_at = emitter.board.memory, sys._getframe
    raw_release, may_release = hook.raw_release, hook.may_release
    released_at = _NOWHERE

    def release() -> None:
        nonlocal released_at
        if failed is None:  # the interpreter is being finalized, and has cleared our modules
            raw_release()
            return
        try:
            frame, callsite = frame_at(depth), released_at
            if frame.f_code is not callsite[0] or frame.f_lasti != callsite[1]:
                released_at = callsite = hook.callsite(frame, "release", -hook.delta)
            if memory[0] or not may_release():
                hook.release(callsite[2])
                return
            try:
                writer.note(callsite[3])
            except BaseException as error:
                failed(error)
            raw_release()
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return _plain(release)
