"""Ids of traced objects that travel between processes.

A pickle that the program makes may be read by a process without a probe, in which it must give what it gives without
mptui. So it names nothing of ours and has the shape of the stock one, and an id takes a place that stock code fills and
does not look at: of a lock or semaphore see process_locks.py, of a connection connections.py, of a Value or Array
shared_values.py, of a manager's proxy referents.py. Whatever else is pickled has such a lock inside it.
"""

from typing import Any

from ..disguise import stands_in

TRACED = "_mptui_traced"
"""Instance attribute: the object's id."""
PART = "_mptui_part"
"""Instance attribute of a lock that is not seen itself: the id of the object that it is a part of, which it carries."""


class Traced:
    """The ids of objects that carry them themselves, because they travel between processes."""

    @staticmethod
    def get(made: Any) -> int:
        """Its id, 0 if it is not traced."""
        return made.__dict__.get(TRACED, 0)  # type: ignore[no-any-return]


def carried_by(part: Any) -> int:
    """The id of the object that a lock is a part of, 0 if it carries none."""
    return getattr(part, PART, 0)


def let_travel(made: Any, identifier: int, part: Any) -> None:
    """Trace an object whose id travels with one of the locks inside it."""
    setattr(made, TRACED, identifier)
    setattr(part, PART, identifier)


def wrap_arrival(cls: Any, *path: str) -> None:
    """Trace objects of `cls` that arrive with an id; `path`: the attributes that lead to the lock which carries it."""
    stock = cls.__setstate__

    @stands_in(stock)
    def __setstate__(self: Any, state: Any) -> None:
        stock(self, state)
        part = self
        for name in path:
            part = getattr(part, name)
        identifier = carried_by(part)
        if identifier:
            setattr(self, TRACED, identifier)

    cls.__setstate__ = __setstate__
