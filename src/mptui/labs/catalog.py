"""The lessons that come with mptui, in teaching order; what other packages need of the lab is named here."""

import difflib
import functools
import os
from pathlib import Path

from mptui.errors import UsageError
from mptui.labs.lesson import Lesson, LessonKnob, LessonKnobValue
from mptui.labs.note import NOTE, read_lesson
from mptui.labs.options import (
    RunOverrides,
    knob_values,
    lesson_options,
    parse_settings,
    step_knob,
    with_knob,
)

__all__ = [
    "FIRST_LESSON",
    "Lesson",
    "LessonKnob",
    "LessonKnobValue",
    "RunOverrides",
    "find_lesson",
    "knob_values",
    "lesson_names",
    "lesson_options",
    "lessons",
    "parse_settings",
    "read_lesson",
    "step_knob",
    "with_knob",
]

GROUPS = ("output", "processes", "locks", "queues", "memory", "start", "wrong", "")
"""The groups in teaching order; a lesson of somebody's own may have none, or another."""
FIRST_LESSON = "garbled"
"""What mptui opens with when it is given nothing to open."""
_FOLDER = Path(__file__).with_name("lessons")


@functools.cache
def lessons(language: str = "en") -> tuple[Lesson, ...]:
    """Every lesson that comes with mptui, in teaching order; the first is the one that mptui opens with.

    Raises LessonError if a lesson's folder is not as it must be.
    """
    found = (read_lesson(_FOLDER / name, language) for name in lesson_names())
    return tuple(sorted(found, key=lambda lesson: (GROUPS.index(lesson.group), lesson.order, lesson.name)))


def lesson_names() -> list[str]:
    """The names of the lessons that come with mptui, sorted."""
    return sorted(path.parent.name for path in _FOLDER.glob(f"[!_.]*/{NOTE}"))


def find_lesson(name: str, language: str = "en") -> Lesson:
    """The lesson called `name`; or the one in the folder `name`, a path, which somebody made.

    Raises UsageError, one line with the nearest name and the list, if there is none, and LessonError if its folder is
    not as it must be.
    """
    names = lesson_names()
    if name in names:
        return read_lesson(_FOLDER / name, language)
    if os.sep in name or Path(name).is_dir():
        if not Path(name).is_dir():
            raise UsageError(f"{name}: there is no such folder; mptui labs new NAME makes one")
        return read_lesson(Path(name), language)
    near = difflib.get_close_matches(name.lower(), names, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    known = ", ".join(lesson.name for lesson in lessons())
    raise UsageError(f"no lesson is called {name!r}{hint}; the lessons: {known}")
