"""Lessons that others make: a first folder to begin with, and a check of a folder."""

import ast
import re
import shutil
from pathlib import Path

from mptui.errors import LessonError, UsageError
from mptui.labs.catalog import find_lesson, lesson_names
from mptui.labs.note import NOTE, PROGRAM

SKELETON = Path(__file__).with_name("_skeleton")
_PLAIN_NAME = re.compile(r"[^\W_][\w.-]*")


def make_lesson(name: str, parent: Path) -> Path:
    """Make the folder `name` in `parent`, with a program and a note that are a lesson already. Returns the folder.

    Raises UsageError, one line, if `name` is no plain folder name or is taken, or the folder cannot be made.
    """
    if not _PLAIN_NAME.fullmatch(name):
        raise UsageError(f"labs new: {name!r} is no plain folder name: letters, digits, '-', '_' and '.', no path")
    if name in lesson_names():
        raise UsageError(f"labs new: {name} is the name of a lesson that comes with mptui; take another")
    if not parent.is_dir():
        raise UsageError(f"labs new: {parent}: there is no such folder; make it first, or give another --folder")
    folder = parent / name
    try:
        folder.mkdir()
    except FileExistsError as error:
        raise UsageError(f"labs new: {folder}: is there already; take another name") from error
    except OSError as error:
        raise UsageError(f"labs new: {folder}: {error.strerror or error}") from error
    try:
        for part in (PROGRAM, NOTE):
            shutil.copyfile(SKELETON / part, folder / part)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(f"labs new: {folder}: {error.strerror or error}") from error
    return folder


def check_lesson(name: str) -> tuple[str, ...]:
    """Read the lesson `name`, or the one in that folder, in every language it has a note in; run nothing.

    Returns the languages. Raises UsageError if there is no such lesson, and LessonError, with the file and the field,
    if its program is no Python or a note of it is not as it must be.
    """
    lesson = find_lesson(name)
    try:
        ast.parse(lesson.program.read_bytes(), str(lesson.program))
    except SyntaxError as error:
        raise LessonError(f"{lesson.program}:{error.lineno or 1}: {error.msg}") from error
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        raise LessonError(f"{lesson.program}: is no Python program: {error}") from error
    others = sorted(path.name.split(".")[1] for path in lesson.program.parent.glob("note.*.md"))
    for language in others:
        find_lesson(name, language)
    return (lesson.language, *others)
