"""Threads of the program: made, started, joined, ended. A thread that a library made for itself is no worker."""

import os
import sys
import threading
from typing import Any, Optional
from weakref import WeakKeyDictionary

from . import wire
from .emitter import emitter, writer
from .gate import gate
from .operations import begin, finish
from .origin import creator, site
from .processes import created, current_worker, exiting, started

_workers: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()

_Thread: Any = threading.Thread
_stock_init = _Thread.__init__
_stock_join = _Thread.join
_stock_bootstrap = _Thread._bootstrap_inner


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    _stock_init(self, *args, **kwargs)
    if isinstance(self, threading._DummyThread) or creator(self) is None:
        return
    worker = _workers[self] = emitter.new_id()
    created(worker, current_worker(), wire.THREAD, self.name)


def _bootstrap_inner(self: Any) -> None:
    worker = _workers.get(self, 0)
    if not worker:
        _stock_bootstrap(self)
        return
    writer.become(worker)
    started(worker, os.getpid())
    try:
        _stock_bootstrap(self)
    finally:
        exiting(worker, 0)


def _join(self: Any, timeout: Optional[float] = None) -> None:
    worker = _workers.get(self, 0)
    if not worker:
        _stock_join(self, timeout)
        return
    gate()
    begin("join", worker, site(sys._getframe(1)), of_worker=True)
    outcome = wire.ERROR
    try:
        _stock_join(self, timeout)
        outcome = wire.TIMEOUT if self.is_alive() else wire.OK
    finally:
        finish("join", worker, outcome, of_worker=True)


def install() -> None:
    """Hook threads that are made from now on."""
    _Thread.__init__, _Thread.join, _Thread._bootstrap_inner = _init, _join, _bootstrap_inner
