"""A short text of a value that crosses a queue or pipe, without running any code of the program's."""

_SHOWN = (str, int, float, bytes, bool, type(None))
_LENGTH = 60


def preview(value: object) -> bytes:
    """The repr of a plain value, else the type's name; at most 60 characters, as UTF-8."""
    kind = type(value)
    if kind in (str, bytes):
        text = repr(value[:_LENGTH])  # type: ignore[index] # str and bytes can be cut before their repr is made
    elif kind in _SHOWN and not (kind is int and abs(value) > 10**_LENGTH):  # type: ignore[arg-type]
        text = repr(value)
    else:
        text = f"<{kind.__name__}>"
    if len(text) > _LENGTH:
        text = text[: _LENGTH - 1] + "…"
    return text.encode("utf-8", "backslashreplace")
