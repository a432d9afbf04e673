"""Keeps the probe's frames out of tracebacks that passed through a hook, and of stacks that the program lists.

Since Python 3.11 a traceback is mended as the exception leaves a hook: the outermost `except` clause of a hook ends
with `strip_probe_frames(error)` and a bare `raise`, which takes the traceback from the exception. Before 3.11 a bare
`raise` brings back the old one, so there the frames are taken out when a traceback is turned into text.
"""

import sys
import threading
from types import FrameType, TracebackType
from typing import Any, Iterator, Optional

from .disguise import MENDS_ON_LEAVING, is_probe_frame, passes_for, without_probe
from .on_import import when_imported


def _walk_stack(f: Optional[FrameType]) -> Iterator[tuple[FrameType, int]]:
    """As traceback.walk_stack; without a frame it begins where the stock one does, as far above itself."""
    if f is None:
        f = sys._getframe(4 if MENDS_ON_LEAVING else 2)
    while f is not None:
        if not is_probe_frame(f):
            yield f, f.f_lineno
        f = f.f_back


def _hook_traceback(module: Any) -> None:
    module.walk_stack = passes_for(module.walk_stack)(_walk_stack)
    if MENDS_ON_LEAVING:
        return
    stock = module.walk_tb

    @passes_for(stock)
    def walk_tb(tb: Optional[TracebackType]) -> Any:
        return stock(without_probe(tb))

    module.walk_tb = walk_tb


def _hook_inspect(module: Any) -> None:
    stock = module.getouterframes

    @passes_for(stock)
    def getouterframes(frame: FrameType, context: int = 1) -> Any:
        return [info for info in stock(frame, context) if not is_probe_frame(info.frame)]

    module.getouterframes = getouterframes


class _Excepthook:
    """Stands in for sys.excepthook, which is written in C."""

    def __init__(self, stock: Any) -> None:
        self._stock = stock
        for name in ("__name__", "__qualname__", "__module__", "__doc__", "__self__"):
            setattr(self, name, getattr(stock, name))

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._stock)

    def __call__(self, kind: Any, error: BaseException, tb: Optional[TracebackType]) -> None:
        _mend_chain(error)
        self._stock(kind, error, without_probe(tb))

    def __repr__(self) -> str:
        return repr(self._stock)

    def __reduce__(self) -> str:
        return "excepthook"


def _mend_chain(error: Optional[BaseException]) -> None:
    """Mend the exceptions that led to this one; their tracebacks begin with frames of the program's."""
    seen = set()
    waiting = [error]
    while waiting:
        following = waiting.pop()
        if following is not None and id(following) not in seen:
            seen.add(id(following))
            without_probe(following.__traceback__)
            waiting += [following.__cause__, following.__context__]


def _wrap_maker(stock: Any) -> Any:
    """What a thread does with an uncaught exception: the frames go before its excepthook is called."""

    @passes_for(stock)
    def _make_invoke_excepthook() -> Any:
        invoke = stock()

        def invoke_excepthook(thread: Any) -> None:
            _mend_chain(sys.exc_info()[1])
            invoke(thread)

        return invoke_excepthook

    return _make_invoke_excepthook


def install() -> None:
    """Hide the probe's frames from now on."""
    when_imported("traceback", _hook_traceback)
    when_imported("inspect", _hook_inspect)
    if not MENDS_ON_LEAVING:
        sys.excepthook = sys.__excepthook__ = _Excepthook(sys.excepthook)
        module: Any = threading
        module._make_invoke_excepthook = _wrap_maker(module._make_invoke_excepthook)
