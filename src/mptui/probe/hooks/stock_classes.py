"""Which of the standard library's classes an object is of, if its own class is derived by the program."""

from typing import Any


def stock_class(made: Any, module: str) -> str:
    """The name of the class of `module` that an object is of, or that its class is derived from."""
    return next(cls.__name__ for cls in type(made).__mro__ if cls.__module__ == module)


def overrides(made: Any, module: str, *methods: str) -> bool:
    """Whether a class between an object's and that of `module` has any of the methods itself.

    Then what the stock methods note need not be all that happens to the object.
    """
    for cls in type(made).__mro__:
        if cls.__module__ == module:
            break
        if not vars(cls).keys().isdisjoint(methods):
            return True
    return False
