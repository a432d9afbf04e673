"""Reads a lesson's folder: the program's path, and the note with its header.

A note starts with a header in TOML between two lines `+++`; the rest is Markdown.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from mptui.errors import LessonError
from mptui.labs.lesson import Lesson, LessonKnob
from mptui.session import Buffering, StartMethod

PROGRAM = "program.py"
NOTE = "note.md"
FENCE = "+++"

_Pace = Annotated[float, msgspec.Meta(ge=0, le=60)]
_T = TypeVar("_T")


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    order: int
    title: str
    question: str
    start_method: StartMethod | None = None
    buffering: Buffering = "line"
    lock: bool = True
    pace: _Pace = 0.0
    headless_pace: _Pace = 0.0
    knobs: dict[str, dict[str, Any]] = {}


def read_lesson(folder: Path) -> Lesson:
    """The lesson in `folder`, named after it.

    Raises LessonError, which names the file and the field, if the program or the note is missing, the header
    is broken, or a knob's default lies outside its bounds.
    """
    program, note = folder / PROGRAM, folder / NOTE
    if not program.is_file():
        raise LessonError(f"{program}: the lesson's program is missing")
    fields, body = _split(note)
    header = _convert(note, "", fields, _Header)
    return Lesson(
        name=folder.name,
        order=header.order,
        title=header.title,
        question=header.question,
        program=program,
        note=body,
        knobs=_read_knobs(note, header.knobs),
        start_method=header.start_method,
        buffering=header.buffering,
        lock=header.lock,
        pace=header.pace,
        headless_pace=header.headless_pace,
    )


def _split(note: Path) -> tuple[dict[str, Any], str]:
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


def _read_knobs(note: Path, headers: dict[str, dict[str, Any]]) -> tuple[LessonKnob, ...]:
    single = {name: _read_knob(note, name, fields) for name, fields in headers.items() if "sets" not in fields}
    return tuple(single.get(name) or _read_group(note, name, fields, single) for name, fields in headers.items())


def _read_knob(note: Path, name: str, fields: dict[str, Any]) -> LessonKnob:
    where = f"knobs.{name}"
    knob = _convert(note, where, {**fields, "name": name}, LessonKnob)
    if not knob.choices and not {"minimum", "maximum"} <= fields.keys():
        raise LessonError(f"{note}: {where}: it needs a minimum and a maximum, or choices")
    _check_bounds(note, where, knob)
    return knob


def _read_group(note: Path, name: str, fields: dict[str, Any], single: dict[str, LessonKnob]) -> LessonKnob:
    where = f"knobs.{name}"
    group = _convert(note, where, {"default": 0, **fields, "name": name}, LessonKnob)
    members = [single[member] for member in group.sets if member in single and not single[member].choices]
    if not members or len(members) != len(group.sets):
        raise LessonError(f"{note}: {where}.sets: it must name other knobs of this lesson that are numbers")
    bounds = {
        "default": members[0].default,
        "headless": members[0].headless,
        "minimum": max(member.minimum for member in members),
        "maximum": min(member.maximum for member in members),
    }
    whole = msgspec.structs.replace(group, **bounds)
    _check_bounds(note, where, whole)
    return whole


def _check_bounds(note: Path, where: str, knob: LessonKnob) -> None:
    if not knob.choices and knob.minimum > knob.maximum:
        raise LessonError(f"{note}: {where}.minimum: {knob.minimum} is above the maximum, {knob.maximum}")
    if not knob.choices and knob.step < 1:
        raise LessonError(f"{note}: {where}.step: it must be 1 or more")
    for field in ("default", "headless"):
        value = getattr(knob, field)
        if value is not None and not knob.allows(value):
            raise LessonError(f"{note}: {where}.{field}: {value!r} is not within {knob.accepts}")


def _convert(note: Path, where: str, fields: dict[str, Any], kind: type[_T]) -> _T:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at `$")
        text = text.removeprefix("Object contains ").removeprefix("Object ").replace("`object`", "`table`")
        field = ".".join(part for part in (where, re.sub(r"`|^\.|\[\.\.\.\]", "", path)) if part)
        raise LessonError(f"{note}: {field or 'header'}: {text}") from error
