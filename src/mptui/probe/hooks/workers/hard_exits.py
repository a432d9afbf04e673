"""os._exit, which flushes nothing: what is in the buffers of stdout and stderr then is lost, and that is told."""

import _thread
import io
import os
import sys
from typing import Any

from ... import wire
from ...code_owner import is_library
from ...disguise import put_in_place, stands_in
from ...emitter import emitter, writer
from ...errors import tell
from ...guard import guarded
from ..streams import FragmentIO, raw_of

_MOST = 1 << 31
"""An exit status beyond is refused."""


def _tell_unwritten(caller: Any) -> None:
    """Flush into nothing, to see how much it is. Only where no other thread can have a buffer's lock."""
    filename = caller.f_code.co_filename
    if not emitter.on or writer.forked_by_hand or is_library(filename) or _thread._count():
        return
    for name in ("stdout", "stderr"):
        size = _unwritten(getattr(sys, name, None))
        if size:
            count = f"{size} bytes" if size > 1 else "1 byte"
            tell(wire.UNWRITTEN, 0, name.encode(), count, f"{filename}:{caller.f_lineno}")


def _unwritten(stream: Any) -> int:
    """How many bytes a stream still had to write; 0 for one that is not as Python made it."""
    raw = raw_of(stream) if type(stream) is io.TextIOWrapper else None
    if not isinstance(raw, FragmentIO) or type(stream.buffer) is not io.BufferedWriter:
        return 0
    sizes: list[int] = []

    def write(data: Any) -> int:
        sizes.append(len(data))
        return sizes[-1]

    raw.write = write  # type: ignore[method-assign]
    try:
        stream.flush()
    except (RuntimeError, ValueError, OSError):
        return 0  # a signal handler calls os._exit in the middle of a write, or the stream is closed
    return sum(sizes)


def install() -> None:
    """Hook os._exit."""
    stock = os._exit

    @stands_in(stock)
    def _exit(*args: Any, **kwargs: Any) -> None:
        status = args[0] if len(args) == 1 else kwargs.get("status")
        if type(status) is int and -_MOST <= status < _MOST:
            guarded(_tell_unwritten, None, sys._getframe(2))
        stock(*args, **kwargs)

    put_in_place(os, "_exit", _exit)
