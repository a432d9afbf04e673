"""A lesson in another language: `note.LANGUAGE.md`, whose header has the texts of `note.md` and nothing else."""

from pathlib import Path
from typing import Any

import msgspec

from mptui.errors import LessonError
from mptui.labs.header import convert, split_note
from mptui.labs.lesson import Lesson, LessonKnob, Prediction, Step


class _Predict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: str
    answers: list[str]


class _Knob(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    help: str


class _Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    question: str
    needs_why: str = ""
    predict: _Predict | None = None
    experiments: list[str] = []
    figures: list[str] = []
    knobs: dict[str, _Knob] = {}


def translated(lesson: Lesson, folder: Path, language: str) -> Lesson:
    """`lesson` with the texts of its note in `language`; as it is if there is none.

    Raises LessonError, with the file and the field, if that note has more or fewer texts than the English one.
    """
    note = folder / f"note.{language}.md"
    if language == "en" or not note.is_file():
        return lesson
    fields, body = split_note(note)
    texts = convert(note, "", fields, _Texts)
    answers = lesson.predict.answers if lesson.predict is not None else ()
    theirs = texts.predict.answers if texts.predict is not None else []
    _same(note, "predict.answers", len(answers), len(theirs))
    _same(note, "experiments", len(lesson.experiments), len(texts.experiments))
    _same(note, "figures", len(lesson.figures), len(texts.figures))
    return msgspec.structs.replace(
        lesson,
        title=texts.title,
        question=texts.question,
        note=body,
        needs_why=texts.needs_why or lesson.needs_why,
        knobs=_knobs(note, lesson.knobs, texts.knobs),
        predict=Prediction(texts.predict.question, _steps(answers, theirs)) if texts.predict is not None else None,
        experiments=_steps(lesson.experiments, texts.experiments),
        figures=tuple(
            msgspec.structs.replace(figure, label=label)
            for figure, label in zip(lesson.figures, texts.figures, strict=True)
        ),
        language=language,
    )


def _same(note: Path, field: str, ours: int, theirs: int) -> None:
    if ours != theirs:
        raise LessonError(f"{note}: {field}: {theirs} of them, where the English note has {ours}")


def _steps(steps: tuple[Step, ...], texts: list[str]) -> tuple[Step, ...]:
    return tuple(Step(text, step.when) for step, text in zip(steps, texts, strict=True))


def _knobs(note: Path, knobs: tuple[LessonKnob, ...], texts: dict[str, _Knob]) -> tuple[LessonKnob, ...]:
    names: set[Any] = {knob.name for knob in knobs}
    for name in sorted(names ^ texts.keys()):
        raise LessonError(f"{note}: knobs.{name}: the English note and this one must have the same knobs")
    return tuple(msgspec.structs.replace(knob, help=texts[knob.name].help) for knob in knobs)
