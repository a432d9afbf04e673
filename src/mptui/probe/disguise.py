"""What stands in for a stock function looks like it."""

import sys
from typing import Any, Callable

from .tracebacks import leave


def passes_for(stock: Any) -> Callable[[Any], Any]:
    """Decorate a function of ours with the names, the documentation, the signature and the source of the stock one."""

    def decorate(stand_in: Any) -> Any:
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(stand_in, name, getattr(stock, name, None))  # a method written in C has no __module__
        stand_in.__wrapped__ = stock  # where inspect looks for the signature and the source
        return stand_in

    return decorate


def put_in_place(module: Any, name: str, stand_in: Any) -> None:
    """Replace what `module` has under `name`, there and in the module of which the stock one says that it is.

    What os and queue have is posix's and _queue's. A function or class pickles as the name that it is found by there.
    """
    stock: Any = getattr(module, name)
    home = sys.modules.get(stock.__module__)
    if home is not None and vars(home).get(name) is stock:
        setattr(home, name, stand_in)
    setattr(module, name, stand_in)


def stands_in(stock: Any) -> Callable[[Any], Any]:
    """Decorate a hook that passes for the stock function, and keep its frames out of tracebacks.

    It costs a call; what is called very often does the same by hand.
    """

    def decorate(hook: Any) -> Any:
        passes_for(stock)(hook)

        @passes_for(stock)
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            try:
                return hook(*args, **kwargs)
            except BaseException as error:
                leave(error)
                raise

        return stand_in

    return decorate
