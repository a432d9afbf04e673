"""What puts and gets have in common, whatever the queue: how an item is noted, and how one that raised has ended."""

import queue
from typing import Any

from ... import wire
from ...emitter import writer
from ...guard import failed
from ...values import preview
from ..callsites import Callsite

QUEUE_METHODS = ("put", "get", "put_nowait", "get_nowait", "qsize")


def outcome_of(error: BaseException, op: str, block: Any, timeout: Any, closed: Any = (ValueError, EOFError)) -> int:
    """How a put or get ended that raised; `closed`: the exceptions by which a queue says that it is closed."""
    if isinstance(error, (queue.Full, queue.Empty)):
        if block and timeout is not None:
            return wire.TIMEOUT
        return wire.FULL if op == "put" else wire.EMPTY
    return wire.CLOSED if isinstance(error, closed) else wire.ERROR


def note_item(callsite: Callsite, item: Any) -> None:
    """An item went into a queue or came out of it, without a wait."""
    try:
        writer.note(callsite.first, 0, preview(item))
    except BaseException as error:
        failed(error)


def is_wait(block: Any, timeout: Any) -> bool:
    """Whether a put or get may wait, and would not raise because of its timeout."""
    return bool(block) and (timeout is None or (isinstance(timeout, (int, float)) and timeout >= 0))
