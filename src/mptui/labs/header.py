"""The header of a note: TOML between two lines `+++` at the top of a Markdown file."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from mptui.errors import LessonError

FENCE = "+++"
_T = TypeVar("_T")


def split_note(note: Path) -> tuple[dict[str, Any], str]:
    """The header's fields, and the text below. Raises LessonError if there is no note or no header."""
    try:
        text = note.read_text(encoding="utf-8")
    except OSError as error:
        raise LessonError(f"{note}: the lesson's note cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LessonError(f"{note}: the lesson's note is not UTF-8") from error
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE or FENCE not in [line.strip() for line in lines[1:]]:
        raise LessonError(f"{note}: header: it must stand at the top, between two lines {FENCE}")
    end = next(number for number, line in enumerate(lines) if number and line.strip() == FENCE)
    try:
        fields = tomllib.loads("\n" + "\n".join(lines[1:end]) + "\n")
    except tomllib.TOMLDecodeError as error:
        raise LessonError(f"{note}: header: {error}") from error
    return fields, "\n".join(lines[end + 1 :]).strip() + "\n"


def convert(note: Path, where: str, fields: dict[str, Any], kind: type[_T]) -> _T:
    """The fields as a `kind`. Raises LessonError, with the file and the field, if they are not what it takes."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at `$")
        text = text.removeprefix("Object contains ").removeprefix("Object ").replace("`object`", "`table`")
        field = ".".join(part for part in (where, re.sub(r"`|^\.|\[\.\.\.\]", "", path)) if part)
        raise LessonError(f"{note}: {field or 'header'}: {text}") from error
