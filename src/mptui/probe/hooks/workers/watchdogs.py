"""The watchdog of faulthandler: it ends its process when its time is up, in a thread that is not Python's."""

import faulthandler
from typing import Any

from ...disguise import put_in_place, stands_in
from ...guard import guarded
from .threads import library_threads

_EXIT_FLAG = 3
"""Place of `exit` among the arguments: timeout, repeat, file, exit."""
_WATCHDOG = object()


def _wrap_set(stock: Any) -> Any:
    @stands_in(stock)
    def dump_traceback_later(*args: Any, **kwargs: Any) -> Any:
        stock(*args, **kwargs)
        ends = kwargs.get("exit", args[_EXIT_FLAG] if len(args) > _EXIT_FLAG else False)
        guarded(library_threads.expect if ends else library_threads.ended, None, _WATCHDOG)

    return dump_traceback_later


def _wrap_cancel(stock: Any) -> Any:
    @stands_in(stock)
    def cancel_dump_traceback_later(*args: Any, **kwargs: Any) -> Any:
        stock(*args, **kwargs)
        guarded(library_threads.ended, None, _WATCHDOG)

    return cancel_dump_traceback_later


def install() -> None:
    """Hook what sets and stops it."""
    put_in_place(faulthandler, "dump_traceback_later", _wrap_set(faulthandler.dump_traceback_later))
    put_in_place(faulthandler, "cancel_dump_traceback_later", _wrap_cancel(faulthandler.cancel_dump_traceback_later))
