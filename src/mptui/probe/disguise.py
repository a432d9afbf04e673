"""What stands in for a stock function looks like it."""

from typing import Any, Callable

from .tracebacks import leave


def passes_for(stock: Any) -> Callable[[Any], Any]:
    """Decorate a function of ours with the names, the documentation, the signature and the source of the stock one."""

    def decorate(stand_in: Any) -> Any:
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(stand_in, name, getattr(stock, name))
        stand_in.__wrapped__ = stock  # where inspect looks for the signature and the source
        return stand_in

    return decorate


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
