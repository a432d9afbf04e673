"""Ids of traced objects that travel between processes: they stand in the objects themselves."""

from typing import Any

from ..disguise import stands_in

TRACED = "_mptui_traced"
"""Instance attribute: the object's id. It travels to spawned children."""


class _Id(int):
    """An id on its way to another process."""


class Traced:
    """The ids of objects that carry them themselves, because they travel between processes."""

    @staticmethod
    def get(made: Any) -> int:
        """Its id, 0 if it is not traced."""
        return made.__dict__.get(TRACED, 0)  # type: ignore[no-any-return]


def wrap_travel(cls: Any) -> None:
    """Let the id travel with an object whose class says itself, in a tuple, what of it travels.

    A class may also set the state of an object that has not travelled, without an id.
    """
    stock_get, stock_set = cls.__getstate__, cls.__setstate__

    @stands_in(stock_get)
    def __getstate__(self: Any) -> Any:
        return (*stock_get(self), _Id(Traced.get(self)))

    @stands_in(stock_set)
    def __setstate__(self: Any, state: Any) -> None:
        if isinstance(state[-1], _Id):
            setattr(self, TRACED, int(state[-1]))
            state = state[:-1]
        stock_set(self, state)

    cls.__getstate__, cls.__setstate__ = __getstate__, __setstate__
