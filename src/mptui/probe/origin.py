"""Where a call comes from: whose code made an object, under which variable, at which line.

Sites are looked up once and then cached by code object and instruction, so a hot call pays for a dict lookup only.
"""

import multiprocessing
import os
import sys
from types import CodeType, FrameType
from typing import NamedTuple, Optional

from . import wire
from .code_owner import is_library, is_own, is_probe
from .emitter import emitter, writer
from .guard import failed

_MAKERS = tuple(
    os.path.join(os.path.dirname(multiprocessing.__file__), name)
    for name in ("context.py", "sharedctypes.py", "dummy" + os.sep + "__init__.py")
)
"""Files whose functions make objects for their caller."""
_SPAWNING = (".spawn", ".forkserver")
"""How the names of modules end whose main function is run by `python -c` in a process of a library's."""


class Origin(NamedTuple):
    """Who made an object: the variable it goes to (or ""), the site's id, and whether it is the program's own code."""

    name: str
    site: int
    own: bool


_SITES_KEPT = 20_000
_PASS = -1
"""In place of a site: this frame works for its caller."""
_DEFINITION = -2
"""In place of an instruction: where the code begins."""
_sites: dict[tuple[int, int], int] = {}
"""The ids of known places, by the id of the code and the instruction."""
_codes: dict[int, CodeType] = {}
"""Keeps those codes alive, so that their ids stay theirs."""


def site(frame: Optional[FrameType]) -> int:
    """The id of the place where `frame`, or its first caller in the program's own code, stands; 0 if there is none.

    A place is announced on the wire the first time it is seen.
    """
    try:
        while frame is not None:
            number = _sites.get((id(frame.f_code), frame.f_lasti))
            if number is None:
                number = _new_site(frame, frame.f_code)
            if number != _PASS:
                return number
            frame = frame.f_back
    except Exception as error:
        failed(error)
    return 0


def is_program(frame: FrameType) -> bool:
    """Whether the site of `frame` is its own place and not that of a caller."""
    return _sites.get((id(frame.f_code), frame.f_lasti), _PASS) != _PASS


def definition(code: CodeType) -> int:
    """The id of the place where a function is defined."""
    number = _sites.get((id(code), _DEFINITION))
    return _keep_site(code, _DEFINITION, code.co_firstlineno) if number is None else number


def _new_site(frame: FrameType, code: CodeType) -> int:
    by_dataclass = code.co_filename == "<string>" and code.co_name == "__init__"
    passes = is_library(code.co_filename) or _is_generated(frame) or by_dataclass
    return _keep_site(code, frame.f_lasti, None if passes else frame.f_lineno)


def _keep_site(code: CodeType, instruction: int, line: Optional[int]) -> int:
    number = _PASS
    if line is not None:
        number = emitter.new_id()
        text = f"{code.co_filename}:{line}".encode("utf-8", "backslashreplace")
        emitter.emit(wire.SITE, wire.SITE_HEAD.pack(number) + text)
    if len(_sites) >= _SITES_KEPT:
        _sites.clear()  # a program that makes code without end must not make us hold it without end
        _codes.clear()
    _codes[id(code)] = code
    _sites[id(code), instruction] = number
    return number


def creator(made: object = None) -> Optional[Origin]:
    """Who is making the object whose constructor is running; None if a library makes it for its own use.

    `made`: the object, if it is one whose class may be derived: its other constructors are passed over.
    """
    if writer.library or not emitter.on:
        return None
    try:
        return _creator(sys._getframe(1), made)
    except Exception as error:
        failed(error)
    return None


def is_made_by_program(made: object) -> bool:
    """Whether the constructor of `made`, which is running, was called by the program's own code."""
    try:
        return not writer.library and emitter.on and _maker(sys._getframe(1), made) is not None
    except Exception as error:
        failed(error)
    return False


def _maker(frame: Optional[FrameType], made: object) -> Optional[FrameType]:
    """The frame of the program's own code for which an object is made; None if a library wants it."""
    while frame is not None and _on_behalf(frame, made):
        frame = frame.f_back
    return None if frame is None or is_library(frame.f_code.co_filename) else frame


def _creator(innermost: FrameType, made: object) -> Optional[Origin]:
    frame = _maker(innermost, made)
    if frame is None:
        return None
    own = is_own(frame.f_code.co_filename)
    where = site(frame)
    from .naming import stored_as  # not before an object is made: it is much to import

    name = stored_as(frame)
    while not name and frame.f_code.co_name == "__init__" and frame.f_back is not None:
        frame = frame.f_back
        name = stored_as(frame)
    return Origin(name, where, own)


def _on_behalf(frame: FrameType, made: object) -> bool:
    """Whether a frame only makes the object for its caller."""
    code = frame.f_code
    if is_probe(code.co_filename) or code.co_filename in _MAKERS or _is_generated(frame):
        return True
    return made is not None and code.co_name == "__init__" and frame.f_locals.get("self") is made


def _is_generated(frame: FrameType) -> bool:
    """Whether it runs a function that a library made by exec, in a namespace of its own, as sharedctypes does.

    Or the line by which a process is spawned.
    """
    code = frame.f_code
    if code.co_filename != "<string>":
        return False
    spawns = frame.f_back is None and any(name.endswith(_SPAWNING) for name in code.co_names)
    return spawns or "__name__" not in frame.f_globals
