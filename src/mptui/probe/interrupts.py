"""Keeps the program's signal handlers out of the probe's own code.

Python runs a handler between any two instructions of the main thread. One that raises within a hook would leave undone
what the hook still had to do: a lock released, a slot of the journal filled. So each handler is called by way of one of
ours. If that finds that it interrupts the probe, it only has Python look for the signal again, which Python does until
the probe has returned to the program. Where the probe's code waits (waiting.py), and within what it calls for the
program, handlers run at once.
"""

import _signal  # type: ignore[import-not-found]
import _thread
import os
import sys
import weakref
from functools import partial
from itertools import chain, starmap
from operator import methodcaller
from types import FrameType
from typing import Any, Callable, Iterator, Optional

from . import wire
from .code_owner import PROBE, is_library, is_probe
from .disguise import stands_in, strip_probe_frames
from .emitter import emitter
from .guard import failed
from .on_import import put_hook_in_place
from .waiting import wait

_WAIT = wait.__code__
_CALLERS = (f"{PROBE}hooks{os.sep}", f"{PROBE}on_import.py")
"""Code of ours that calls the library's for the program; the rest does so for itself."""
_GENERATED = "<string>"
"""The file of a named tuple's constructor, which is nobody's."""
_NO_DESCRIPTOR = -1


def _is_in_probe(frame: Optional[FrameType]) -> bool:
    """Whether the probe's code is running, or a library's on behalf of it, and is not waiting."""
    within = False
    while frame is not None:
        code = frame.f_code
        if is_probe(code.co_filename):
            if code is _WAIT:
                return bool(frame.f_locals["done"])
            return not (within and code.co_filename.startswith(_CALLERS) and _calls_for_program(frame))
        if code.co_filename != _GENERATED:
            if not is_library(code.co_filename):
                return False
            within = True
        frame = frame.f_back
    return False


def _calls_for_program(frame: Optional[FrameType]) -> bool:
    """Whether a frame of ours is not one of those that put hooks in place."""
    while frame is not None and is_library(frame.f_code.co_filename):  # ours count as the library's
        if frame.f_code is put_hook_in_place.__code__:
            return False
        frame = frame.f_back
    return True


class _Handler:
    """What Python calls in place of a handler of the program's."""

    __slots__ = ("own",)

    def __init__(self, own: Callable[..., Any]) -> None:
        self.own = own

    def __call__(self, signum: int, frame: Optional[FrameType]) -> None:
        if _is_in_probe(frame):
            ends_with_this_call = _Marker()
            _trips[signum] = _trip_after(ends_with_this_call, signum)
            return
        while frame is not None and is_probe(frame.f_code.co_filename):
            frame = frame.f_back
        try:
            self.own(signum, frame)
        except BaseException as error:
            strip_probe_frames(error)
            raise


class _Marker:
    """Nothing but something that dies."""

    __slots__ = ("__weakref__",)


class _Trip(weakref.ref):  # type: ignore[type-arg] # typeshed's is a generic one
    """`go` trips the signal."""

    __slots__ = ("go",)
    go: Callable[[], object]


_told: set[int] = set()
"""Signals of whose handlers mptui knows, in this process or in one that it was forked from."""
_trips: dict[int, _Trip] = {}
"""By signal, to keep the latest alive until it has gone off."""
_go = methodcaller("go")


def _trip_after(marker: _Marker, signum: int) -> _Trip:
    """Trip the signal again as `marker` dies with its frame.

    This has to happen after our last instruction, or we would be interrupted by it over and over. So nothing but code
    written in C takes part.
    """
    trip = _Trip(marker, _go)
    trip.go = partial(list, chain.from_iterable(_steps(signum)))
    return trip


def _steps(signum: int) -> tuple[Iterator[object], ...]:
    """What trips a signal without another byte for the descriptor that wakes up an event loop."""
    function, arguments = (_thread.interrupt_main, (signum,))
    if sys.version_info < (3, 10):
        is_interrupt = signum == _signal.SIGINT
        function, arguments = (_thread.interrupt_main, ()) if is_interrupt else (_signal.raise_signal, (signum,))
    trip = starmap(function, (arguments,))
    descriptor = _signal.set_wakeup_fd(_NO_DESCRIPTOR)
    if descriptor == _NO_DESCRIPTOR:
        return (trip,)
    try:
        _signal.set_wakeup_fd(descriptor)
    except (OSError, ValueError):  # the program has closed it
        return (trip,)
    return map(_signal.set_wakeup_fd, (_NO_DESCRIPTOR,)), trip, map(_signal.set_wakeup_fd, (descriptor,))


def _wrapped(handler: Any) -> Any:
    return _Handler(handler) if callable(handler) else handler


def _own(handler: Any) -> Any:
    return handler.own if type(handler) is _Handler else handler


def _tell(signum: int, handler: object) -> None:
    """Say that there is a handler of the program's for the signal now, the first time."""
    try:
        if callable(handler) and handler is not _signal.default_int_handler and signum not in _told:
            _told.add(signum)
            emitter.emit(wire.HANDLER_INSTALLED, wire.SIGNAL_HEAD.pack(signum))
    except Exception as error:
        failed(error)


def _wrap_signal(stock: Any) -> Any:
    @stands_in(stock)
    def signal(*args: Any, **kwargs: Any) -> Any:
        before = _own(stock(*args[:1], *map(_wrapped, args[1:2]), *args[2:], **kwargs))
        _tell(*args)
        return before

    return signal


def _wrap_getsignal(stock: Any) -> Any:
    @stands_in(stock)
    def getsignal(*args: Any, **kwargs: Any) -> Any:
        return _own(stock(*args, **kwargs))

    return getsignal


_TIMERS = {"ITIMER_REAL": "SIGALRM", "ITIMER_VIRTUAL": "SIGVTALRM", "ITIMER_PROF": "SIGPROF"}


def _wrap_timer(stock: Any) -> Any:
    """Alarm and setitimer: a signal will come, which the program need not have a handler for."""
    signals = {getattr(_signal, timer): getattr(_signal, name) for timer, name in _TIMERS.items()}

    @stands_in(stock)
    def start_timer(which: int, *args: Any) -> Any:
        result = stock(which, *args)
        signum = signals.get(which, _signal.SIGALRM) if args else _signal.SIGALRM
        _tell(signum, stock)
        return result

    start_timer.__module__ = "signal"  # what is there that is written in Python says that it is of this module
    return start_timer


def install() -> None:
    """Wrap the handlers that there are, and those to come. In the main thread."""
    for number in _signal.valid_signals():
        handler = _signal.getsignal(number)
        if callable(handler):
            _signal.signal(number, _Handler(handler))
    module: Any = _signal  # the functions of the module signal look here each time they are called
    timers = {name: _wrap_timer(getattr(module, name)) for name in ("alarm", "setitimer")}
    for owner in filter(None, (module, sys.modules.get("signal"))):
        for name, timer in timers.items():
            setattr(owner, name, timer)
    module.signal = _wrap_signal(module.signal)
    module.getsignal = _wrap_getsignal(module.getsignal)
