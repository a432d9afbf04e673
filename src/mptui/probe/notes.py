"""How hooks tell of operations: an object is announced once, then each operation on it is noted as it starts and ends.

What goes wrong in here is the probe's own failure, never the program's: see guard.py.
"""

import weakref
from typing import Any, Callable, Optional

from . import wire
from .emitter import emitter, writer
from .guard import failed
from .origin import Origin

Undo = Optional[Callable[[], object]]
_SHAPES_KEPT = 50_000
_FOR_EVER = 1e9
"""Seconds, some thirty years."""
_shapes: dict[tuple[Any, ...], int] = {}


def shape(part: int, op: str, target: int, where: int, outcome: int, delta: int, of_worker: bool = False) -> int:
    """The id of all that notes of one kind have in common; said on the wire the first time.

    `delta`: by how much the note changes the depth of the object, which may be a semaphore's value. `of_worker`: the
    notes are of operations on workers, and each names its own as its value.
    """
    key = (part, op, target, where, outcome, delta, of_worker)
    try:
        return _shapes.get(key) or _tell_shape(key)
    except Exception as error:
        failed(error)
    return 0  # a note of it tells nothing


def _tell_shape(key: tuple[Any, ...]) -> int:
    if len(_shapes) >= _SHAPES_KEPT:
        _shapes.clear()  # a program that makes objects without end must not make us hold them without end
    part, op, target, where, outcome, delta, of_worker = key
    number = emitter.new_id()
    head = wire.SHAPE_HEAD.pack(number, part, outcome, delta, of_worker, target, where)
    emitter.emit(wire.SHAPE, head + op.encode())
    _shapes[key] = number
    return number


def seconds(timeout: object) -> bytes:
    """A timeout as a note tells it; nothing where there is none, or it is no time that could ever be over."""
    if isinstance(timeout, (int, float)) and timeout < _FOR_EVER:
        return float.__repr__(max(float(timeout), 0.0)).encode()
    return b""


def _is_told(where: int) -> bool:
    """Whether an operation on a worker is told: not what a library does for itself in a thread that is no worker."""
    return bool(where or writer.id)


def begin(
    op: str,
    target: int,
    where: int,
    delta: int = 0,
    of_worker: bool = False,
    timeout: Optional[float] = None,
    pipe: int = 0,
) -> None:
    """An operation starts that may have to wait. `where`: the caller's site; `timeout` in seconds, None: for ever.

    `pipe`: the inode of the pipe that a feeder writes into; who waits for it has no timeout.
    """
    try:
        limit = str(pipe).encode() if pipe else b"" if timeout is None else seconds(timeout)
        if of_worker and not _is_told(where):
            return
        if of_worker:
            writer.note(shape(wire.STARTED, op, 0, where, wire.OK, delta, True), 0, wire.TARGET.pack(target) + limit)
        else:
            writer.note(shape(wire.STARTED, op, target, where, wire.OK, delta), 0, limit)
    except Exception as error:
        failed(error)


def finish(
    op: str,
    target: int,
    outcome: int = wire.OK,
    value: bytes = b"",
    delta: int = 0,
    of_worker: bool = False,
    undo: Undo = None,
) -> None:
    """The operation that this thread began is over. `undo`: takes it back if an interrupt comes before it returns."""
    try:
        if of_worker and not _is_told(0):
            return
        if of_worker:
            writer.note(shape(wire.FINISHED, op, 0, 0, outcome, delta, True), 0, wire.TARGET.pack(target))
        else:
            writer.note(shape(wire.FINISHED, op, target, 0, outcome, delta), 0, value)
    except BaseException as error:
        failed(error, undo)


def done(
    op: str,
    target: int,
    where: int,
    outcome: int = wire.OK,
    value: bytes = b"",
    delta: int = 0,
    started: int = 0,
    of_worker: bool = False,
    undo: Undo = None,
) -> None:
    """An operation started and ended without a wait; `started` in CLOCK_MONOTONIC ns, 0: just now."""
    try:
        if of_worker and not _is_told(where):
            return
        if of_worker:
            writer.note(shape(wire.DONE, op, 0, where, outcome, delta, True), started, wire.TARGET.pack(target))
        else:
            writer.note(shape(wire.DONE, op, target, where, outcome, delta), started, value)
    except BaseException as error:
        failed(error, undo)


def announce(kind: str, module: str, origin: Origin, maxsize: int = -1, depth: int = 0, identifier: int = 0) -> int:
    """Say that an object was made; returns its id. `depth`: the items in it, or a semaphore's value; -1: unknown.

    `identifier`: its id, if several processes may each be the first to say so; whoever says it again is not heard.
    """
    identifier = identifier or emitter.new_id()
    try:
        head = wire.OBJECT_HEAD.pack(identifier, origin.site, maxsize, depth, origin.own)
        text = "\0".join((kind, module, origin.name))
        emitter.emit(wire.OBJECT_CREATED, head + text.encode("utf-8", "backslashreplace"))
    except Exception as error:
        failed(error)
    return identifier


def done_for_library(op: str, target: int, value: bytes, delta: int) -> None:
    """As `done`, of what a library does for itself: that makes its thread no worker."""
    if writer.id:
        done(op, target, 0, value=value, delta=delta)
        return
    try:
        number = shape(wire.DONE, op, target, 0, wire.OK, delta)
        emitter.emit(wire.OPERATION, wire.OPERATION_HEAD.pack(number, 0) + value)
    except BaseException as error:
        failed(error)


class Registry:
    """Which objects are traced, and under which id, without anything of ours in the objects or keeping them alive."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, int]] = {}

    def add(self, made: Any, identifier: int) -> None:
        """Trace `made`, which must have weak references. One that is traced already gets the new id."""
        key = id(made)
        self._known[key] = (weakref.ref(made, lambda _: self._known.pop(key, None)), identifier)

    def get(self, made: Any) -> int:
        """Its id, 0 if it is not traced."""
        known = self._known.get(id(made))
        return 0 if known is None else known[1]

    def clear(self) -> None:
        """Trace none of them any more."""
        self._known.clear()
