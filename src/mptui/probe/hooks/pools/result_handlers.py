"""The thread of a pool that hands out results: what ends it, and the callbacks that fail in it.

It takes a KeyError for a job that it does not know, and goes on; by any other exception it ends. Either way the result
in hand is never ready.
"""

import sys
from types import CodeType
from typing import Any

from ... import wire
from ...disguise import passes_for, strip_probe_frames
from ...emitter import emitter, writer
from ...errors import place_of, tell, text_of
from ...guard import guarded
from .results import Result, results
from .tasks import describe

_HANDLER = "_handle_results"
_giving: set[CodeType] = set()
"""The code of what gives results their values."""
_WATCHED = "_mptui_told"


def begin_waiting(result: Result) -> int:
    """The calling thread is about to wait for a result; returns the worker that it is."""
    waiter = writer.behalf or writer.id or emitter.worker
    result.waiting.add(waiter)
    if result.broken is not None:
        tell(wire.CALLBACK, result.pool, *result.broken, waiter=waiter)
    return waiter


def wrap_set(stock: Any) -> Any:
    """What gives a result its value, after the callbacks of the program's were called."""
    _giving.add(stock.__code__)

    @passes_for(stock)
    def _set(self: Any, i: Any, obj: Any) -> None:
        result = results.find(self)
        try:
            stock(self, i, obj)
        except BaseException as error:
            if result is not None:
                guarded(_callback_raised, None, self, result, error, sys._getframe(1).f_code.co_name)
            strip_probe_frames(error)
            raise
        if result is not None and not result.asked and self.ready() and not self._success:
            results.failed(self, self._value)

    return _set


def _callback_raised(made: Any, result: Result, error: BaseException, thread: str) -> None:
    callback = made._callback if made._success else made._error_callback
    if callback is None:
        return
    name, text, place = describe(callback)[0], text_of(error), place_of(error)
    result.broken = name, text, place
    ended = thread == _HANDLER and not isinstance(error, KeyError)
    for waiter in list(result.waiting) or [0]:
        tell(wire.CALLBACK, result.pool, name, text, place, ended, waiter)


def watch_handler(pool: Any, identifier: int) -> None:
    """Have it told if the thread ends because a result cannot be loaded."""
    thread = getattr(pool, "_result_handler", None)
    stock = getattr(thread, "_invoke_excepthook", None)
    if stock is None or getattr(stock, "__name__", "") == _WATCHED:
        return

    def _mptui_told(dying: Any) -> None:
        guarded(_handler_died, None, identifier, sys.exc_info()[1])
        stock(dying)

    thread._invoke_excepthook = _mptui_told  # type: ignore[union-attr]


def _handler_died(pool: int, error: Any) -> None:
    if error is None or _is_callbacks(error):
        return
    tell(wire.LOADING, pool, b"", text_of(error), place_of(error), ended=True)


def _is_callbacks(error: BaseException) -> bool:
    """Whether it came by way of what gives a result its value, and has been told."""
    entry = error.__traceback__
    while entry is not None:
        if entry.tb_frame.f_code in _giving:
            return True
        entry = entry.tb_next
    return False
