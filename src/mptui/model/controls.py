"""What in a program's output moves the cursor, erases or colours, told apart from its text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PARAMETERS = r"[0-9;:]{0,32}"
_MOVE = rf"\x1b\[{_PARAMETERS}[A-Hadfsu`]|\x1b[78DEM]"
_UNSEEN = rf"\x1b\[{_PARAMETERS}[Km]"
_LINE_END = re.compile(r"\r+\n")
_BREAK = re.compile(rf"\r|{_MOVE}")
_LEFT_OUT = re.compile(_UNSEEN)
_BEGUN = re.compile(rf"\x1b(?:\[{_PARAMETERS})?\Z")
_CONTROL = re.compile(rf"\r|\n|{_MOVE}|{_UNSEEN}")


class Control(NamedTuple):
    """`name` is "text" with that `text`, or a character or the last one of an escape sequence, with its `number`."""

    name: str
    text: str = ""
    number: int = 1


def without_begun(text: str) -> tuple[str, str]:
    """`text` without the sequence that it ends in the middle of, and that beginning of one, or ""."""
    found = _BEGUN.search(text)
    return (text, "") if found is None else (text[: found.start()], text[found.start() :])


def between_breaks(text: str) -> list[str]:
    """The pieces of `text` between carriage returns and cursor movements; colours and erasures are left out.

    A carriage return before a newline is a part of it.
    """
    return [_LEFT_OUT.sub("", piece) for piece in _BREAK.split(_LINE_END.sub("\n", text))]


def controls(text: str) -> Iterator[Control]:
    """What `text` does to a terminal, in order; colours and what is no business of one line are left out."""
    at = 0
    for found in _CONTROL.finditer(text):
        if found.start() > at:
            yield Control("text", text[at : found.start()])
        at = found.end()
        sequence = found.group()
        if sequence[0] != "\x1b":
            yield Control(sequence)
        elif sequence[1] == "[" and sequence[-1] != "m":
            digits = re.split("[;:]", sequence[2:-1])[0][:4]
            yield Control(sequence[-1], number=int(digits) if digits else 0 if sequence[-1] == "K" else 1)
    if at < len(text):
        yield Control("text", text[at:])
