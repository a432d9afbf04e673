"""What lies on the value stack while `stack_walk.py` follows an object, as far as it matters; the rest is None."""

from typing import Any, NamedTuple


class Variable(NamedTuple):
    """A part of a path that only the running frame knows: the value of a variable, or of an `attribute`."""

    name: str
    attribute: bool = False


class Number(NamedTuple):
    """The next number of a series that a loop makes.

    `loop`: the offset of its FOR_ITER, -1 if there is none; `variable` is what it stores its values to, "" if that is
    not one variable. `container`: the variable that holds what the object is appended to, else "".
    """

    loop: int
    variable: str
    container: str = ""


class Resolved(NamedTuple):
    """A part of a path of which a called frame has given the value; its place among all such values."""

    number: int


Path = tuple[Any, ...]
"""From a container to the object in it, innermost first: indexes and keys, Variables, Numbers and what is Resolved."""


class Goal(NamedTuple):
    """Where the object went: `name` and then `path`, or, with `returned`, to the calling frame within `path`."""

    name: str = ""
    path: Path = ()
    returned: bool = False


class Made(NamedTuple):
    """The object, or a container that has it at `path`."""

    path: Path = ()


class Part(NamedTuple):
    """One of the values that the object itself is unpacked to."""

    place: int
    of: int


class Constant(NamedTuple):
    """A constant: a key, the names of keyword arguments, the code of a function."""

    value: Any


class Sequence(NamedTuple):
    """A display without the object in it so far."""

    length: int


class Method(NamedTuple):
    """A method about to be called, and the symbol of what it is bound to."""

    name: str
    owner: Any
