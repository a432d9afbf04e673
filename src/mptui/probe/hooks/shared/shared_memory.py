"""SharedMemory and ShareableList: one object a segment, whoever attaches to it.

What is done through `buf` cannot be seen.
"""

import os
import sys
from types import FrameType
from typing import Any, Optional

from ... import wire
from ...code_owner import PROBE
from ...disguise import stands_in
from ...gate import gate
from ...guard import guarded
from ...notes import Registry, announce, done
from ...on_import import when_imported
from ...origin import Origin, creator, site
from ...values import item_text

MODULE = "multiprocessing.shared_memory"
_MAKERS = (os.path.join("multiprocessing", "managers.py"), os.path.join("multiprocessing", "shared_memory.py"))
"""Library files that attach to segments for their own use; all others do it when a segment is unpickled."""

known = Registry()
"""The traced segments and lists of this process."""


def _identifier(name: str) -> int:
    """The same in every process: FNV-1a, 64 bits."""
    number = 0xCBF29CE484222325
    for byte in name.encode("utf-8", "surrogateescape"):
        number = (number ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return number


def trace(made: Any, origin: Origin, op: str) -> None:
    """Note that a segment, or a list in one, was created or attached to."""
    segment = getattr(made, "shm", made)
    kind = "SharedMemory" if segment is made else "ShareableList"
    identifier = announce(kind, MODULE, origin, identifier=_identifier(segment.name))
    known.add(made, identifier)
    known.add(segment, identifier)
    done(op, identifier, origin.site, value=segment.name.encode("utf-8", "backslashreplace"))


def _arriving(frame: Any, made: Any, name: str) -> Optional[Origin]:
    """Where a segment or list comes from that a library made; None if it is for the library's own use."""
    while frame.f_code.co_filename.startswith(PROBE) or _constructs(frame, made):
        frame = frame.f_back
    if frame.f_code.co_filename.endswith(_MAKERS):
        return None
    return Origin(name, site(frame), own=True)


def _constructs(frame: Any, made: Any) -> bool:
    return frame.f_code.co_name == "__init__" and frame.f_locals.get("self") is made


def _wrap_init(stock: Any) -> Any:
    @stands_in(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        stock(self, *args, **kwargs)
        guarded(_introduce, None, self, creator(self), sys._getframe(1))

    return __init__


def _introduce(made: Any, origin: Optional[Origin], frame: Any) -> None:
    segment = getattr(made, "shm", made)
    created = bool(segment._flags & os.O_CREAT)
    if origin is None and not created:
        origin = _arriving(frame, made, segment.name)
    if origin is not None:
        trace(made, origin, "create" if created else "attach")


def _wrap_ending(op: str, stock: Any) -> Any:
    """Methods close and unlink. One that has nothing to do is not noted."""

    @stands_in(stock)
    def end(self: Any) -> None:
        identifier = known.get(self)
        if not identifier or (op == "close" and self._mmap is None):
            stock(self)
            return
        gate()
        outcome = wire.ERROR
        try:
            stock(self)
            outcome = wire.OK
        finally:
            done(op, identifier, site(sys._getframe(1)), outcome)

    return end


def _note_item(op: str, items: Any, position: Any, value: Any, caller: FrameType) -> None:
    identifier = known.get(items)
    if identifier:
        gate()
        done(op, identifier, site(caller), value=guarded(item_text, b"", position, items._list_len, value))


def _wrap_getitem(stock: Any) -> Any:
    @stands_in(stock)
    def __getitem__(self: Any, position: Any) -> Any:
        value = stock(self, position)
        _note_item("read", self, position, value, sys._getframe(1))
        return value

    return __getitem__


def _wrap_setitem(stock: Any) -> Any:
    @stands_in(stock)
    def __setitem__(self: Any, position: Any, value: Any) -> None:
        stock(self, position, value)
        _note_item("write", self, position, value, sys._getframe(1))

    return __setitem__


def _hook(module: Any) -> None:
    segment, shareable = module.SharedMemory, module.ShareableList
    for cls in (segment, shareable):
        cls.__init__ = _wrap_init(cls.__init__)
    for op in ("close", "unlink"):
        setattr(segment, op, _wrap_ending(op, getattr(segment, op)))
    shareable.__getitem__ = _wrap_getitem(shareable.__getitem__)
    shareable.__setitem__ = _wrap_setitem(shareable.__setitem__)


def install() -> None:
    """Hook segments when the program imports their module."""
    when_imported(MODULE, _hook)
