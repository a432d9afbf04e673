"""What is told of an exception of the program's, without running any code of the program's."""

import builtins
import re
from types import TracebackType
from typing import Any, Optional

from . import wire
from .code_owner import is_library
from .emitter import emitter
from .guard import failed

_BUILT_IN = frozenset(
    made for made in vars(builtins).values() if isinstance(made, type) and issubclass(made, BaseException)
)
_LENGTH = 100
_name_of = type.__dict__["__name__"].__get__
_args_of: Any = BaseException.__dict__["args"].__get__
_cause_of: Any = BaseException.__dict__["__cause__"].__get__
_traceback_of: Any = BaseException.__dict__["__traceback__"].__get__
_SENT = {("multiprocessing.pool", "RemoteTraceback"), ("concurrent.futures.process", "_RemoteTraceback")}
"""Classes of what an exception that came from another process has for its cause: the text of its traceback."""
_ENTRY = re.compile(r'^[ |+-]*File "(.+)", line (\d+)', re.MULTILINE)


def text_of(error: BaseException) -> str:
    """The type's name; of a built-in exception with one plain argument, that too. At most _LENGTH characters of it."""
    kind = type(error)
    args: tuple[Any, ...] = _args_of(error) if kind in _BUILT_IN else ()
    if len(args) != 1 or type(args[0]) not in (str, int):
        return str(_name_of(kind))
    told = repr(args[0]) if kind is KeyError else str(args[0])
    line = told.split("\n", 1)[0].replace("\0", "?")
    return f"{_name_of(kind)}: {line if len(line) <= _LENGTH else line[: _LENGTH - 1] + '…'}"


def place_of(error: BaseException) -> str:
    """`file:line` of the program's innermost line that the exception came through, "" if there is none."""
    cause = _cause_of(error)
    kind = type(cause)
    if cause is not None and (vars(kind).get("__module__"), _name_of(kind)) in _SENT:
        sent = vars(cause).get("tb")
        places = _ENTRY.findall(sent) if type(sent) is str else []
        return next((f"{file}:{line}" for file, line in reversed(places) if not is_library(file)), "")
    return _innermost(_traceback_of(error))


def _innermost(entry: Optional[TracebackType]) -> str:
    place = ""
    while entry is not None:
        file = entry.tb_frame.f_code.co_filename
        if not is_library(file):
            place = f"{file}:{entry.tb_lineno}"
        entry = entry.tb_next
    return place


def tell(what: int, target: int, name: bytes, text: str, where: str, ended: bool = False, waiter: int = 0) -> None:
    """Tell of an exception; `what` and the others as in events.ErrorSeen."""
    try:
        head = wire.ERROR_HEAD.pack(what, ended, target, waiter)
        told = "\0".join((text, where)).encode("utf-8", "backslashreplace")
        emitter.emit(wire.ERROR_SEEN, b"\0".join((head + name.replace(b"\0", b"?"), told)))
    except Exception as error:
        failed(error)
