"""Where a call comes from: whose code made an object, under which variable, at which line.

Sites are looked up once and then cached by code object and instruction, so a hot call pays for a dict lookup only.
"""

import os
import sys
from types import CodeType, FrameType
from typing import NamedTuple, Optional

from . import wire
from .emitter import emitter, writer

_STDLIB = os.path.dirname(os.__file__) + os.sep
_PROBE = os.path.dirname(os.path.abspath(__file__)) + os.sep
_PACKAGES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
_CONTEXTS = os.path.join(_STDLIB, "multiprocessing", "context.py")


class Origin(NamedTuple):
    """Who made an object: the variable it goes to (or ""), the site's id, and whether it is the program's own code."""

    name: str
    site: int
    own: bool


_SITES_KEPT = 20_000
_IN_PROBE = -1
_sites: dict[tuple[int, int], int] = {}
"""The ids of known places, by the id of the code and the instruction."""
_codes: dict[int, CodeType] = {}
"""Keeps those codes alive, so that their ids stay theirs."""
_names: dict[tuple[int, int], tuple[str, CodeType]] = {}


def site(frame: Optional[FrameType]) -> int:
    """The id of the place where `frame`, or the first caller outside the probe, stands; 0 inside a library.

    A place is announced on the wire the first time it is seen.
    """
    while frame is not None:
        number = _sites.get((id(frame.f_code), frame.f_lasti))
        if number is None:
            number = _new_site(frame, frame.f_code)
        if number != _IN_PROBE:
            return number
        frame = frame.f_back
    return 0


def _new_site(frame: FrameType, code: CodeType) -> int:
    number = 0
    if code.co_filename.startswith(_PROBE):
        number = _IN_PROBE
    elif not _is_library(code.co_filename):
        number = emitter.new_id()
        text = f"{code.co_filename}:{frame.f_lineno}".encode("utf-8", "backslashreplace")
        emitter.emit(wire.SITE, wire.SITE_HEAD.pack(number) + text)
    if len(_sites) >= _SITES_KEPT:
        _sites.clear()  # a program that makes code without end must not make us hold it without end
        _codes.clear()
    _codes[id(code)] = code
    _sites[id(code), frame.f_lasti] = number
    return number


def creator(made: object = None) -> Optional[Origin]:
    """Who is making the object whose constructor is running; None if a library makes it for its own use.

    `made`: the object, if it is one whose class may be derived: its other constructors are passed over.
    """
    if writer.library or not emitter.on:
        return None
    frame: Optional[FrameType] = sys._getframe(1)
    while frame is not None and _on_behalf(frame, made):
        frame = frame.f_back
    if frame is None or _is_library(frame.f_code.co_filename):
        return None
    own = not any(part in frame.f_code.co_filename for part in _PACKAGES)
    where = site(frame)
    name = _stored_as(frame)
    while not name and frame.f_code.co_name == "__init__" and frame.f_back is not None:
        frame = frame.f_back
        name = _stored_as(frame)
    return Origin(name, where, own)


def _on_behalf(frame: FrameType, made: object) -> bool:
    """Whether a frame only makes the object for its caller."""
    code = frame.f_code
    if code.co_filename.startswith(_PROBE) or code.co_filename == _CONTEXTS:
        return True
    return made is not None and code.co_name == "__init__" and frame.f_locals.get("self") is made


def _is_library(filename: str) -> bool:
    if filename.startswith((_PROBE, "<frozen ")):
        return True
    return filename.startswith(_STDLIB) and not any(part in filename for part in _PACKAGES)


def _stored_as(frame: FrameType) -> str:
    """The variable or attribute that the running call's result is stored to, read from the bytecode; or ""."""
    code = frame.f_code
    key = (id(code), frame.f_lasti)
    known = _names.get(key)
    if known is None:
        if len(_names) >= _SITES_KEPT:
            _names.clear()
        known = _names[key] = (_read_store(code, frame.f_lasti), code)
    return known[0]


def _read_store(code: CodeType, lasti: int) -> str:
    import dis

    wanted = 1
    names: list[str] = []
    index = ""
    for instruction in dis.get_instructions(code):
        operation = instruction.opname
        if instruction.offset <= lasti or operation in ("CACHE", "DUP_TOP", "COPY", "NOP"):
            continue
        if operation == "UNPACK_SEQUENCE":
            wanted = int(instruction.argval)
        elif operation.startswith("STORE_") and operation != "STORE_SUBSCR":
            names += _argument_names(operation, instruction.argval)
            if len(names) >= wanted:
                return ", ".join(names[:wanted])
            index = ""
        elif operation == "STORE_SUBSCR":
            return index
        elif operation.startswith("LOAD_"):
            index = f"{index}[{instruction.argval!r}]" if operation == "LOAD_CONST" else str(instruction.argval)
        else:
            return ""
    return ""


def _argument_names(operation: str, argument: object) -> list[str]:
    """STORE_FAST_STORE_FAST stores both of its names, STORE_FAST_LOAD_FAST the first."""
    if not isinstance(argument, tuple):
        return [str(argument)]
    return [str(name) for name in argument] if operation.endswith("STORE_FAST") else [str(argument[0])]
