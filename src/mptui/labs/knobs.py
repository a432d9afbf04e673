"""The knobs of a lesson, as the header of its note describes them."""

from pathlib import Path
from typing import Any

import msgspec

from mptui.errors import LessonError
from mptui.labs.header import convert
from mptui.labs.lesson import LessonKnob


def read_knobs(note: Path, headers: dict[str, dict[str, Any]]) -> tuple[LessonKnob, ...]:
    """The knobs in the order of the header. Raises LessonError if a field is wrong or a default out of bounds."""
    single = {name: _read_knob(note, name, fields) for name, fields in headers.items() if "sets" not in fields}
    return tuple(single.get(name) or _read_group(note, name, fields, single) for name, fields in headers.items())


def _read_knob(note: Path, name: str, fields: dict[str, Any]) -> LessonKnob:
    where = f"knobs.{name}"
    knob = convert(note, where, {**fields, "name": name}, LessonKnob)
    if not knob.choices and not {"minimum", "maximum"} <= fields.keys():
        raise LessonError(f"{note}: {where}: it needs a minimum and a maximum, or choices")
    _check_bounds(note, where, knob)
    return knob


def _read_group(note: Path, name: str, fields: dict[str, Any], single: dict[str, LessonKnob]) -> LessonKnob:
    where = f"knobs.{name}"
    group = convert(note, where, {"default": 0, **fields, "name": name}, LessonKnob)
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
