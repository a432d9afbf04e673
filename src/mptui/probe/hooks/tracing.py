"""What traces, profiles and debugs the program does not see the probe.

A filter stands between the interpreter and a function that the program gave it, and costs nothing until there is one.
It never lies on the stack: a function may ask for its caller's frame, which is the only way to the frame for one of
sys.monitoring's.
"""

import os
import sys
from functools import lru_cache
from types import BuiltinFunctionType
from typing import Any, Callable

from ..code_owner import PROBE, STDLIB, is_library
from ..disguise import passes_for, stands_in, strip_probe_frames
from ..on_import import IMPORTING, when_imported

_WATCHED = tuple(
    STDLIB + name
    for name in (
        *(f"{package}{os.sep}" for package in ("asyncio", "concurrent", "multiprocessing", "profiling")),
        *(f"{module}.py" for module in ("bdb", "cProfile", "inspect", "profile", "queue", "subprocess", "traceback")),
        "threading.py",
    )
)
"""Files of the library whose functions run within a hook because the program called them."""
_FINDER = f"{os.sep}_distutils_hack{os.sep}"
"""Of setuptools: a finder on sys.meta_path in very many environments, which is asked at each import."""


@lru_cache(None)
def _is_tool(filename: str) -> bool:
    """Whether it is a file of which the probe makes use for its own work, such as dis; a program may use it too."""
    if filename == "<string>" or _FINDER in filename:
        return True
    return is_library(filename) and not filename.startswith((PROBE, *_WATCHED))


def _is_hidden(frame: Any) -> bool:
    """Whether the frame is the probe's, or that of a tool at work for the probe."""
    code = frame.f_code
    if code.co_filename.startswith(PROBE):
        return True
    while _is_tool(code.co_filename) or code in IMPORTING:
        frame = frame.f_back
        if frame is None:
            return False
        code = frame.f_code
    return bool(code.co_filename.startswith(PROBE))


class _Filter:
    """Calls the program's function, but not for what happens in the probe.

    Its __call__ is a property: the interpreter asks it what to call, and then calls that, with nothing in between.
    """

    def __init__(self, function: Any, otherwise: Callable[..., Any]) -> None:
        self.function = function
        self._otherwise = otherwise

    @property
    def __call__(self) -> Any:
        return self._otherwise if _is_hidden(sys._getframe(1)) else self.function


class _ProfileFilter(_Filter):
    """The same, for which the stand-in of sys.setprofile, by which profiling ends, is the function in C that it was."""

    def __init__(self, function: Any, otherwise: Callable[..., Any]) -> None:
        super().__init__(function, otherwise)
        self._sees_all = _is_slow_profiler(function)

    @property
    def __call__(self) -> Any:
        frame = sys._getframe(1)
        if frame.f_code is _setprofile_code:
            return self._at_the_end
        return self._otherwise if not self._sees_all and _is_hidden(frame) else self.function

    def _at_the_end(self, frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            self.function(frame.f_back, "c_call", sys.setprofile)


_setprofile_code: Any = None


def _pass_over(*_: Any) -> None:
    """What is called in place of the program's function."""


def _is_coverage(function: Any) -> bool:
    """Whether it passes over files that are none by itself: it has no time for us."""
    module = getattr(function, "__module__", None)
    return isinstance(module, str) and module.startswith("coverage.")


def _is_slow_profiler(function: Any) -> bool:
    """Whether it belongs to the module profile, which checks that frames come and go in order."""
    profiler = getattr(sys.modules.get("profile"), "Profile", None)
    return profiler is not None and isinstance(getattr(function, "__self__", None), profiler)


def _own(found: Any) -> Any:
    return found.function if isinstance(found, _Filter) else found


def _wrap_set(stock: Any, kind: type[_Filter] = _Filter) -> Any:
    @passes_for(stock)
    def set_function(function: Any, /) -> Any:
        try:
            passes = function is None or _is_coverage(function)
            return stock(function if passes else kind(function, _pass_over))
        except BaseException as error:
            strip_probe_frames(error)
            raise

    return set_function


def _wrap_get(stock: Any) -> Any:
    @passes_for(stock)
    def get_function() -> Any:
        return _own(stock())

    return get_function


def _disabled(*_: Any) -> Any:
    """What is called for an event of the probe's code: it is not to come again."""
    return sys.monitoring.DISABLE  # type: ignore[attr-defined]


def _hook_monitoring(monitoring: Any) -> None:
    """Events that belong to one instruction can be disabled there, the others cannot."""
    stock = monitoring.register_callback
    local = {getattr(monitoring.events, name, 0) for name in ("PY_START", "LINE", "INSTRUCTION", "PY_RETURN", "CALL")}

    @stands_in(stock)
    def register_callback(tool_id: int, event: int, func: Any, /) -> Any:
        passes = func is None or isinstance(func, BuiltinFunctionType) or _is_coverage(func)  # cProfile's are built in
        otherwise = _disabled if event in local else _pass_over
        return _own(stock(tool_id, event, func if passes else _CodeFilter(func, otherwise)))

    monitoring.register_callback = register_callback


class _CodeFilter(_Filter):
    """For sys.monitoring: what is disabled at an instruction is disabled for all who come there."""

    @property
    def __call__(self) -> Any:
        frame = sys._getframe(1)
        if frame.f_code.co_filename.startswith(PROBE):
            return self._otherwise
        return _pass_over if _is_hidden(frame) else self.function


def _hook_debugger(module: Any) -> None:
    """A debugger puts its function into frames that it finds by f_back, and shows the stack."""
    debugger = module.Bdb
    stock_stop, stock_stack = debugger.stop_here, debugger.get_stack

    @stands_in(stock_stop)
    def stop_here(self: Any, frame: Any) -> Any:
        return False if _is_hidden(frame) else stock_stop(self, frame)

    @stands_in(stock_stack)
    def get_stack(self: Any, f: Any, t: Any) -> Any:
        stack, current = stock_stack(self, f, t)
        hidden = [_is_hidden(entry[0]) for entry in stack]
        current -= sum(hidden[:current])
        return [entry for entry, ours in zip(stack, hidden) if not ours], current

    debugger.stop_here, debugger.get_stack = stop_here, get_stack


def _hook_profiler(module: Any) -> None:
    from . import profilers  # few programs profile

    profilers.hook(module)


def install() -> None:
    """Keep the probe out of the sight of what the program traces with from now on."""
    global _setprofile_code
    module: Any = sys
    module.settrace, module.gettrace = _wrap_set(sys.settrace), _wrap_get(sys.gettrace)
    module.setprofile, module.getprofile = _wrap_set(sys.setprofile, _ProfileFilter), _wrap_get(sys.getprofile)
    _setprofile_code = module.setprofile.__code__
    for name, kind in (("_settraceallthreads", _Filter), ("_setprofileallthreads", _ProfileFilter)):
        if hasattr(module, name):
            setattr(module, name, _wrap_set(getattr(module, name), kind))
    if hasattr(module, "monitoring"):
        _hook_monitoring(module.monitoring)
    when_imported("bdb", _hook_debugger)
    for name in ("cProfile", "profile", "profiling.tracing"):
        when_imported(name, _hook_profiler)
