"""The queues in a manager's server: what goes in and out of them, noted under their mutex, and a bound that can move.

A put or get of a proxy is noted by whoever calls it, and can be told to have ended only when the server's answer is
there. Its order among others, and the depth, are those of the server's notes: `store` and `take`.
"""

import queue
import weakref
from typing import Any

from ...board import RESIZED
from ...emitter import emitter
from ...notes import done_for_library
from ...values import preview


def watch(referent: Any, number: int) -> None:
    """Watch a queue that the server has just made, under its id. A moved bound shows at the next operation."""
    if not isinstance(referent, queue.Queue) or "_put" in vars(referent):
        return
    if referent.maxsize > 0 and emitter.board.maxsize:
        referent.maxsize = emitter.board.maxsize
    parts: Any = referent
    items = weakref.ref(referent)
    parts._put = _counted(items, "_put", "store", 1, number)
    parts._get = _counted(items, "_get", "take", -1, number)
    parts._qsize = _sized(items, number)


def _counted(items: Any, method: str, op: str, delta: int, number: int) -> Any:
    def move(*args: Any) -> Any:
        made = items()
        result = getattr(type(made), method)(made, *args)
        done_for_library(op, number, preview(args[0] if args else result), delta)
        return result

    return move


def _sized(items: Any, number: int) -> Any:
    def size() -> Any:
        made, board = items(), emitter.board
        row = board.row(number) if board.memory[0] & RESIZED else None
        if row is not None and board.read_row(row)[0] != made.maxsize:
            made.maxsize = board.read_row(row)[0]
            made.not_full.notify_all()
        return type(made)._qsize(made)

    return size
