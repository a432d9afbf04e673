"""Condition, Event and Barrier of multiprocessing: stock classes with wrapped methods. Barrier's are threading's."""

from multiprocessing import synchronize
from typing import Any, Callable

from .. import wire
from ..disguise import passes_for
from ..operations import announce
from ..origin import creator
from .process_locks import make_untraced, trace_as_part
from .thread_signals import EVENT_METHODS, overrides, wrap_at_once, wrap_notify, wrap_wait
from .travel import PART, Traced, carried_by, let_travel, wrap_arrival


class _Events:
    """An Event pickles as all that is in it; only the semaphore that is its flag carries the id."""

    @staticmethod
    def get(made: Any) -> int:
        """Its id, 0 if it is not traced."""
        return carried_by(made.__dict__.get("_flag"))


def _wrap_init(kind: str, stock: Any, trace: Callable[[Any, int], None], methods: tuple[str, ...] = ()) -> Any:
    @passes_for(stock)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        make_untraced(stock, self, *args, **kwargs)
        origin = creator(self)
        if origin is not None:
            depth = wire.UNCOUNTED if overrides(self, synchronize.__name__, *methods) else 0
            trace(self, announce(kind, "multiprocessing", origin, depth=depth))

    return __init__


def _trace_event(event: Any, identifier: int) -> None:
    setattr(event._flag, PART, identifier)


def _trace_barrier(barrier: Any, identifier: int) -> None:
    let_travel(barrier, identifier, barrier._cond._woken_count)


def _wrap_condition(stock: Any) -> Any:
    @passes_for(stock)
    def __init__(self: Any, lock: Any = None, *, ctx: Any) -> None:
        make_untraced(stock, self, lock, ctx=ctx)
        origin = creator(self)
        if origin is not None:
            identifier = announce("Condition", "multiprocessing", origin)
            let_travel(self, identifier, self._sleeping_count)
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
    wrap_arrival(condition, "_sleeping_count")
    event.__init__ = _wrap_init("Event", event.__init__, _trace_event, EVENT_METHODS)
    event.wait = wrap_wait(event.wait, _Events)
    event.set, event.clear = (wrap_at_once(op, getattr(event, op), _Events) for op in ("set", "clear"))
    barrier.__init__ = _wrap_init("Barrier", barrier.__init__, _trace_barrier)
    wrap_arrival(barrier, "_cond", "_woken_count")
