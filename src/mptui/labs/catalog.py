"""The lessons that come with mptui, in teaching order; the door to everything else in this room."""

import difflib
import functools
from pathlib import Path

from mptui.errors import UsageError
from mptui.labs.lesson import KnobValue, Lesson, LessonKnob
from mptui.labs.note import read_lesson
from mptui.labs.options import (
    RunOverrides,
    knob_values,
    lesson_options,
    parse_settings,
    step_knob,
    with_knob,
)

__all__ = [
    "KnobValue",
    "Lesson",
    "LessonKnob",
    "RunOverrides",
    "find_lesson",
    "knob_values",
    "lesson_options",
    "lessons",
    "parse_settings",
    "read_lesson",
    "step_knob",
    "with_knob",
]

_FOLDER = Path(__file__).parent


@functools.cache
def lessons() -> tuple[Lesson, ...]:
    """Every lesson, in teaching order; the first is the one that mptui opens with.

    Raises LessonError if a lesson's folder is not as it must be.
    """
    folders = [path for path in _FOLDER.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))]
    return tuple(sorted(map(read_lesson, folders), key=lambda lesson: (lesson.order, lesson.name)))


def find_lesson(name: str) -> Lesson:
    """The lesson called `name`.

    Raises UsageError, one line with the nearest name and the list, if there is none.
    """
    for lesson in lessons():
        if lesson.name == name:
            return lesson
    names = [lesson.name for lesson in lessons()]
    near = difflib.get_close_matches(name.lower(), names, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise UsageError(f"no lesson is called {name!r}{hint}; the lessons: {', '.join(names)}")
