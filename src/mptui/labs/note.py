"""Reads a lesson's folder: the program's path, and the note with its header, in one language or another."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec

from mptui.errors import LessonError
from mptui.labs.condition import Condition
from mptui.labs.header import convert, split_note
from mptui.labs.knobs import read_knobs
from mptui.labs.lesson import Figure, Lesson, Prediction, Step
from mptui.labs.translation import translated
from mptui.session import Buffering, StartMethod

PROGRAM = "program.py"
NOTE = "note.md"

_Pace = Annotated[float, msgspec.Meta(ge=0, le=60)]


class _Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    when: str


class _Predict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: str
    answers: Annotated[list[_Step], msgspec.Meta(min_length=2, max_length=4)]


class _Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    value: str
    unit: str = ""


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    order: int
    title: str
    question: str
    group: str = ""
    covers: tuple[str, ...] = ()
    needs: tuple[StartMethod, ...] = ()
    needs_why: str = ""
    shows: str = ""
    predict: _Predict | None = None
    experiments: tuple[_Step, ...] = ()
    figures: tuple[_Figure, ...] = ()
    start_method: StartMethod | None = None
    buffering: Buffering = "line"
    lock: bool = True
    pace: _Pace = 0.0
    headless_pace: _Pace = 0.0
    knobs: dict[str, dict[str, Any]] = {}


_PLAIN = (
    *("order", "title", "question", "group", "covers", "needs", "needs_why"),
    *("start_method", "buffering", "lock", "pace", "headless_pace"),
)
"""Fields that a lesson has as its header writes them."""


def read_lesson(folder: Path, language: str = "en") -> Lesson:
    """The lesson in `folder`, named after it, in `language` if it has a note in it, else in English.

    Raises LessonError, which names the file and the field, if the program or the note is missing, the header
    is broken, a knob's default lies outside its bounds, or a condition cannot be read.
    """
    program, note = folder / PROGRAM, folder / NOTE
    if not program.is_file():
        raise LessonError(f"{program}: the lesson's program is missing")
    fields, body = split_note(note)
    header = convert(note, "", fields, _Header)
    if header.needs and not header.needs_why:
        raise LessonError(f"{note}: needs_why: say in one line why it needs {' or '.join(header.needs)}")
    lesson = Lesson(
        name=folder.resolve().name,
        program=program,
        note=body,
        knobs=read_knobs(note, header.knobs),
        shows=Condition(header.shows, f"{note}: shows") if header.shows else None,
        predict=_read_prediction(note, header.predict),
        experiments=_read_steps(f"{note}: experiments", header.experiments),
        figures=tuple(
            Figure(figure.label, Condition(figure.value, f"{note}: figures.{figure.label}"), figure.unit)
            for figure in header.figures
        ),
        **{name: getattr(header, name) for name in _PLAIN},
    )
    return translated(lesson, folder, language)


def _read_steps(where: str, steps: Iterable[_Step]) -> tuple[Step, ...]:
    return tuple(Step(step.text, Condition(step.when, f"{where}[{n}].when")) for n, step in enumerate(steps, start=1))


def _read_prediction(note: Path, predict: _Predict | None) -> Prediction | None:
    if predict is None:
        return None
    return Prediction(predict.question, _read_steps(f"{note}: predict.answers", predict.answers))
