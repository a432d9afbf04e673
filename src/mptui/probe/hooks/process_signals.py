"""Condition, Event and Barrier of multiprocessing: stock classes with wrapped methods."""

from multiprocessing import synchronize
from typing import Any

from ..disguise import passes_for
from ..operations import announce
from ..origin import creator
from .process_locks import make_untraced, trace_as_part
from .thread_signals import wrap_at_once, wrap_notify, wrap_wait
from .travel import TRACED, Traced, wrap_travel


def _wrap_init(kind: str, stock: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make_untraced(stock, self, *args, **kwargs)
        origin = creator(self)
        if origin is not None:
            setattr(self, TRACED, announce(kind, "multiprocessing", origin))

    return __init__


def _wrap_condition(stock: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any, lock: Any = None, *, ctx: Any) -> None:
        make_untraced(stock, self, lock, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            identifier = announce("Condition", "multiprocessing", origin)
            setattr(self, TRACED, identifier)
            trace_as_part(self._lock, identifier)
            self._make_methods()

    return __init__


def install() -> None:
    """Hook what is made from now on."""
    condition: Any = synchronize.Condition
    event: Any = synchronize.Event
    barrier: Any = synchronize.Barrier
    condition.__init__ = _wrap_condition(condition.__init__)
    condition.wait = wrap_wait(condition.wait, Traced)
    condition.notify = wrap_notify(condition.notify, Traced)
    condition.notify_all = wrap_at_once("notify_all", condition.notify_all, Traced)
    wrap_travel(condition)
    event.__init__ = _wrap_init("Event", event.__init__)
    event.wait = wrap_wait(event.wait, Traced)
    event.set, event.clear = (wrap_at_once(op, getattr(event, op), Traced) for op in ("set", "clear"))
    barrier.__init__ = _wrap_init("Barrier", barrier.__init__)
    wrap_travel(barrier)
    for op in ("wait", "reset", "abort"):
        setattr(barrier, op, _wrap_barrier(op, getattr(barrier, op)))


def _wrap_barrier(op: str, stock: Any) -> Any:
    """The methods are threading's, wrapped already for what threading makes."""
    return wrap_wait(stock, Traced) if op == "wait" else wrap_at_once(op, stock, Traced)
