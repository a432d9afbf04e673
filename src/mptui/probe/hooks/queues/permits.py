"""What stands where a stock Queue of multiprocessing keeps its semaphore: permits that are noted, and can be moved.

A stock Queue takes a permit in put and gives one back in get. It is also the place where the order is exact: a put is
noted after its permit is taken and before its item can be seen, a get before its permit can be taken again, so the
depth in the notes never exceeds the bound.

A maxsize is moved by permits with debt: growing gives permits out, shrinking leaves a debt that returning permits pay
off. The debt stands on the control board, whose file lock a killed worker cannot keep.
"""

import sys
import threading
from collections.abc import Callable
from multiprocessing import queues
from typing import Any, Optional

from ... import wire
from ...board import RESIZED
from ...emitter import emitter, writer
from ...guard import failed
from ...notes import begin, done, finish
from ...unblock import asked_for
from ...waiting import waited
from ..callsites import NOWHERE, Callsite, Callsites
from ..locks.lock_hooks import looks
from ..travel import PART

puts = Callsites("put", waits=False, ending=1)
gets = Callsites("get", waits=True, ending=-1)

_FEED: Any = queues.Queue._feed.__code__  # type: ignore[attr-defined]


class Current(threading.local):
    """What this thread is in the middle of.

    `put`: the callsite and the value of a put that is not noted yet; its site alone once it is noted to have begun;
    None once it is noted. `get`: the callsite of a get whose end is not noted yet.
    """

    put: Any = None
    get: Optional[Callsite] = None


current = Current()


class QueuePermits:
    """The permits of one queue.

    `bound`: items it began with, None if unbounded; `declared`: the maxsize that the program asked for; `put_at` and
    `get_at`: where it was last used.
    """

    __slots__ = ("acquire", "bound", "declared", "free", "get_at", "identifier", "put_at", "release")

    def __init__(self, identifier: int, free: Any, bound: Optional[int], declared: int) -> None:
        self.identifier = identifier
        self.free = free
        setattr(free, PART, identifier)
        self.bound = bound
        self.declared = declared
        self.put_at = self.get_at = NOWHERE
        moving = _Bound(identifier, free, bound is not None)
        self.acquire: Callable[..., bool] = _acquire_of(moving)
        self.release: Callable[[], None] = _release_of(moving)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self.free)

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Pickle as the semaphore, which carries the id."""
        return self.free.__reduce_ex__(protocol)

    @property
    def _semlock(self) -> "QueuePermits":
        """Queue.qsize and Queue.full look into their semaphore."""
        return self

    def _state(self) -> tuple[int, int]:
        """The bound in force, and the permits still to be retired."""
        row = _row(self.identifier) if self.bound is not None else None
        _, applied, debt = (0, self.bound or 0, 0) if row is None else emitter.board.read_row(row)
        return applied, debt

    def _get_value(self) -> int:
        """What the stock semaphore would stand at: the declared maxsize less the items in the queue."""
        free = int(self.free._semlock._get_value())
        if self.bound is None:
            return free
        applied, debt = self._state()
        return self.declared - (applied - free + debt)

    def get_value(self) -> int:
        """The same; Python 3.15 asks the semaphore itself."""
        return self._get_value()

    def _is_zero(self) -> bool:
        if self.bound is None:
            return bool(self.free._semlock._is_zero())
        return int(self.free._semlock._get_value()) <= self._state()[1]


def _row(identifier: int) -> Optional[int]:
    board = emitter.board
    return board.row(identifier) if board.memory[0] & RESIZED else None


class _Bound:
    """Takes and gives permits of a semaphore whose bound can be moved, if `movable`."""

    __slots__ = ("_movable", "free", "identifier")

    def __init__(self, identifier: int, free: Any, movable: bool) -> None:
        self.identifier = identifier
        self.free = free
        self._movable = movable

    def take(self, *how: Any) -> bool:
        """Take a permit, as the semaphore's acquire would."""
        while waited(self.free.acquire, *how):
            if not self._pay_debt():
                return True
        return False

    def give(self) -> None:
        """Give a permit back."""
        self.apply_target()
        if not self._pay_debt():
            self.free.release()

    def _row(self) -> Optional[int]:
        return _row(self.identifier) if self._movable else None

    def _pay_debt(self) -> bool:
        """Retire the permit in hand if one is owed."""
        row = self._row()
        if row is None or emitter.board.read_row(row)[2] <= 0:
            return False
        emitter.restore()
        with emitter.board.locked(row):
            _, applied, debt = emitter.board.read_row(row)
            if debt > 0:
                emitter.board.write_row(row, applied, debt - 1)
        return debt > 0

    def apply_target(self) -> None:
        """Whoever comes by first moves the bound to where the knob says."""
        row = self._row()
        if row is None:
            return
        target, applied, _ = emitter.board.read_row(row)
        if target == applied:
            return
        emitter.restore()
        with emitter.board.locked(row):
            target, applied, debt = emitter.board.read_row(row)
            grow = target - applied
            paid = min(max(grow, 0), debt)
            debt += max(-grow, 0) - paid
            while debt > 0 and self.free.acquire(False):
                debt -= 1
            emitter.board.write_row(row, target, debt)
        for _ in range(max(grow, 0) - paid):
            self.free.release()


def _acquire_of(bound: _Bound) -> Callable[..., bool]:
    """Take a permit for an item, as the semaphore would, and note the put that has it: `acquire` of the permits."""
    memory, raw = emitter.board.memory, bound.free.acquire

    def acquire(block: bool = True, timeout: Optional[float] = None) -> bool:
        put = current.put
        if type(put) is not tuple:
            return bool(waited(raw, block, timeout))
        if memory[0] or timeout is not None or not raw(False):
            return _take_slowly(bound, put, block, timeout)
        current.put = None
        try:
            writer.note(put[0][3], 0, put[1])
        except BaseException as error:
            failed(error, bound.give)
        return True

    return acquire


def _take_slowly(bound: _Bound, put: tuple[Callsite, bytes], block: bool, timeout: Optional[float]) -> bool:
    callsite, value = put
    bound.apply_target()
    if bound.take(False, timeout):  # raises if the timeout is no number, as the semaphore does
        current.put = None
        done("put", bound.identifier, callsite.site, wire.OK, value, 1, undo=bound.give)
        return True
    if not block:
        return False
    begin("put", bound.identifier, callsite.site, timeout=timeout)
    current.put = callsite.site
    for step in looks(None if timeout is None else float(timeout)):
        if bound.take(True, step):
            current.put = None
            finish("put", bound.identifier, wire.OK, value, 1, undo=bound.give)
            return True
        bound.apply_target()
        if asked_for(bound.identifier):
            return False
    return False


def _release_of(bound: _Bound) -> Callable[[], None]:
    """Note the get that took the item out, or that the feeder could not send it: `release` of a queue's permits."""
    memory, raw, frame_at = emitter.board.memory, bound.free.release, sys._getframe

    def release() -> None:
        get = current.get
        if get is not None:
            current.get = None
            try:
                writer.note(get[4])
            except BaseException as error:
                failed(error, bound.give)
        elif frame_at(1).f_code is _FEED:
            emitter.serve()
            done("put", bound.identifier, 0, wire.ERROR, b"could not be pickled", -1)
        if memory[0]:
            bound.give()
        else:
            raw()

    return release
