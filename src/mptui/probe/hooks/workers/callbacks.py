"""Callbacks that ctypes makes of the program's functions: a library may call them at any time, in its own threads."""

from typing import Any

from ...disguise import stands_in
from ...on_import import when_imported
from .threads import library_threads


def _hook(module: Any) -> None:
    stock = module.CFUNCTYPE

    @stands_in(stock)
    def make_callback_type(*args: Any, **kwargs: Any) -> Any:
        library_threads.expect_callbacks()
        return stock(*args, **kwargs)

    module.CFUNCTYPE = make_callback_type


def install() -> None:
    """Hook ctypes once it is imported."""
    when_imported("ctypes", _hook)
