"""Which object of a manager's server a proxy stands for, under an id that is the same in every process.

The server gives the id, as it alone knows whether two requests got the same object. It travels in the server's answer,
and from then on in each pickled proxy, so that a process without a probe can read both: see `Ident` and `carry`.
"""

import threading
import weakref
from typing import Any, Optional

from ...emitter import emitter

_CODE = "(lambda probe: probe and probe.arrive({number}))(__import__('sys').modules.get({module!r})) or {text!r}"


class _Arrived(threading.local):
    """What came with the last answer to this thread."""

    number = 0


_arrived = _Arrived()


class Ident(str):
    """A server's name for one of its objects.

    It pickles as an expression that gives a plain str anywhere, and tells the id to the probe where there is one.
    """

    __slots__ = ("number",)
    number: int

    def __reduce__(self) -> Any:
        return eval, (_CODE.format(number=self.number, module=__name__, text=str(self)),)


def ident(text: str, number: int) -> Ident:
    """Let the id travel with the server's name for an object."""
    made = Ident(text)
    made.number = number
    return made


def arrive(number: int) -> None:
    """An answer with an id was unpickled; called by what `Ident` pickles as."""
    _arrived.number = number


def expect() -> None:
    """A request is about to be sent."""
    _arrived.number = 0


def arrived() -> int:
    """The id that came with the answer; a new one if the server has no probe."""
    return _arrived.number or emitter.new_id()


class Referents:
    """The ids of the objects of one server.

    An object that no proxy stands for any more may be gone, and another may have been made in its place in memory, and
    so got its name. It is the same if it is still alive, which cannot be seen of every type; then it is if a function
    gave it out, and another if a class made it.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Optional[weakref.ref[Any]]]] = {}

    def number(self, name: str, referent: object, in_use: bool, made: bool) -> int:
        """The id of a referent. `in_use`: other proxies stand for it; `made`: the server called a class to get it."""
        known = self._known.get(name)
        if known is not None:
            number, reference = known
            if in_use or (not made if reference is None else reference() is referent):
                return number
        number = emitter.new_id()
        try:
            self._known[name] = number, weakref.ref(referent)
        except TypeError:
            self._known[name] = number, None
        return number


def carry(kwds: dict[str, Any], number: int) -> None:
    """Let the id travel with a pickled proxy: of `incref` only the truth is looked at."""
    kwds["incref"] = number


def carried(kwds: dict[str, Any]) -> int:
    """The id that travelled with a proxy, or 0. Before the proxy is made, which takes the value."""
    number = kwds.get("incref", 0)
    return number if type(number) is int else 0
