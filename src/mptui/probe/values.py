"""A short text of a value that crosses a queue or pipe, without running any code of the program's."""

from typing import Any

from .guard import failed

_LENGTH = 60
_LONGEST_INT = 10 ** (_LENGTH - 1)
_SHOWN = frozenset((float, bool, type(None)))
_name_of = type.__dict__["__name__"].__get__
"""A metaclass may have a __name__ of its own."""


def preview(value: object) -> bytes:
    """The repr of a plain value, else the type's name; at most 60 characters, as UTF-8."""
    try:
        kind = type(value)
        if kind is int:
            return b"%d" % value if -_LONGEST_INT < value < _LONGEST_INT else b"<int>"  # type: ignore[str-format]
        if kind is str or kind is bytes:
            text = repr(value[:_LENGTH])  # type: ignore[index] # cut before the repr is made, which may be long
        elif kind in _SHOWN:
            text = repr(value)
        else:
            text = f"<{_name_of(kind)}>"
        if len(text) > _LENGTH:
            text = text[: _LENGTH - 1] + "…"
        return text.encode()
    except Exception as error:
        failed(error)
    return b""


def item_text(index: Any, length: int, value: Any) -> bytes:
    """`[2] = 7`; an index from the end is told from the beginning.

    One that is no plain int could run the program's code, and is not shown.
    """
    place = str(index + length if index < 0 else index) if type(index) is int else "?"
    return b"[%s] = %s" % (place.encode(), preview(value))
