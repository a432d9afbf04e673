"""A probe that fails inside switches itself off in its process and says so; the program runs on."""

import contextlib
import signal
import time
from types import TracebackType
from typing import Any, Callable, Optional

from . import wire
from .code_owner import PROBE
from .emitter import emitter, writer

_RAISED_BY_US = ("builtins", "struct", "mmap")
"""Modules of the exceptions that code of ours can raise by itself."""


def failed(error: BaseException, undo: Optional[Callable[[], object]] = None) -> None:
    """An exception left the probe's own code. Only within an except clause.

    If it is not ours (an interrupt, or what a signal handler of the program's raised), it calls `undo` and raises it
    again. A program at the end of its stack is no failure of ours either: what was to be noted then is lost.
    """
    if isinstance(error, RecursionError):
        writer.next_seq()
        return
    if not isinstance(error, Exception) or not _is_ours(error):
        if undo is not None:
            undo()
        raise  # what the caller's except clause holds
    if emitter.on:
        _report(f"{type(error).__name__}: {error} ({_place(error.__traceback__)})")
        emitter.descriptor = -1
    writer.note = _nothing
    type(writer).note = staticmethod(_nothing)


def guarded(ours: Callable[..., Any], otherwise: Any, *args: Any) -> Any:
    """Call a function of the probe's own; if it fails, the probe is switched off and `otherwise` returned."""
    try:
        return ours(*args)
    except Exception as error:
        failed(error)
    return otherwise


def _report(text: str) -> None:
    """Write the record by hand: the emitter may be what failed."""
    payload = text.encode("utf-8", "backslashreplace")[: wire.PAYLOAD_MAX]
    identity = writer.id or emitter.worker
    head = wire.FRAME.pack(
        wire.HEADER.size + len(payload), wire.PROBE_FAILED, 0, identity, writer.next_seq(), time.monotonic_ns()
    )
    with contextlib.suppress(Exception):
        emitter.deliver(head + payload)


def _nothing(shape: int, started: int = 0, value: bytes = b"") -> None:
    """What a thread notes once the probe is off."""


def _is_ours(error: Exception) -> bool:
    """Whether it is no exception of the program's, thrown in from outside or raised by one of its signal handlers."""
    if type(error).__module__ not in _RAISED_BY_US:
        return False
    handlers = {_code_of(signal.getsignal(number)) for number in signal.valid_signals()}
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code in handlers:
            return False
        traceback = traceback.tb_next
    return True


def _code_of(handler: Any) -> Any:
    function = getattr(handler, "__func__", handler)
    return getattr(function, "__code__", None) or getattr(type(handler).__call__, "__code__", None)


def _place(traceback: Optional[TracebackType]) -> str:
    place = "?"
    while traceback is not None:
        filename = traceback.tb_frame.f_code.co_filename
        if filename.startswith(PROBE):
            place = f"{filename[len(PROBE) :].rstrip('>')}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
