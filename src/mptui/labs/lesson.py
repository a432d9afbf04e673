"""What a lesson is: a program, a note, the knobs of the program and the run options that suit it."""

import reprlib
from pathlib import Path
from typing import TypeAlias

import msgspec

from mptui.errors import UsageError
from mptui.labs.condition import Condition
from mptui.labs.facts import Facts
from mptui.model.observed import Observed
from mptui.session import Buffering, StartMethod

LessonKnobValue: TypeAlias = int | str


class LessonKnob(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number or a choice that the lesson's program takes as the option `--NAME VALUE`.

    A number lies in `minimum`..`maximum` and moves by `step`; a choice is one of `choices`. `headless` is the
    default of a headless run, None: the same as on screen. A knob with `sets` is no option of the program: it
    turns all the knobs named there at once.
    """

    name: str
    help: str
    default: LessonKnobValue
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    headless: LessonKnobValue | None = None
    choices: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()

    @property
    def accepts(self) -> str:
        """The allowed values in words: "1 to 64", "yes or no"."""
        return " or ".join(self.choices) if self.choices else f"{self.minimum} to {self.maximum}"

    def start_value(self, *, headless: bool) -> LessonKnobValue:
        """The value that holds when nobody has set one."""
        return self.headless if headless and self.headless is not None else self.default

    def allows(self, value: LessonKnobValue) -> bool:
        """Whether `value` is of the right type and within the bounds."""
        if self.choices:
            return value in self.choices
        return isinstance(value, int) and self.minimum <= value <= self.maximum

    def parse(self, text: str) -> LessonKnobValue:
        """The value that `text` means. Raises UsageError if it is not a value of this knob."""
        value: LessonKnobValue = text
        if not self.choices:
            try:
                value = int(text)
            except ValueError:
                value = text
        if not self.allows(value):
            kind = "" if self.choices else "a whole number from "
            raise UsageError(f"knob {self.name} takes {kind}{self.accepts}, not {reprlib.repr(text)}")
        return value

    def clamp(self, value: LessonKnobValue) -> LessonKnobValue:
        """The allowed value nearest to `value`. Raises UsageError if `value` is of the wrong type."""
        if self.choices or not isinstance(value, int):
            return self.parse(str(value))
        return max(self.minimum, min(self.maximum, value))


class Step(msgspec.Struct, frozen=True):
    """Something that a run may show: an answer of the prediction, or an experiment to try. `when` it has."""

    text: str
    when: Condition


class Prediction(msgspec.Struct, frozen=True):
    """A question to be answered before the run; the first of the answers that holds is what the run showed."""

    question: str
    answers: tuple[Step, ...]

    def verdict(self, facts: Facts) -> int | None:
        """The place of the answer that the run has shown to be right, None while it has not."""
        return next((place for place, answer in enumerate(self.answers) if answer.when.holds(facts)), None)


class Figure(msgspec.Struct, frozen=True):
    """A number that the run measures, drawn as a bar beside the others. Below zero: not known yet."""

    label: str
    value: Condition
    unit: str


class Lesson(msgspec.Struct, frozen=True):
    """One lesson.

    `note` is Markdown; `pace` and `headless_pace` in seconds; `start_method` None: the interpreter's own. `covers`:
    which claims and questions it answers; `needs`: the only start methods that it runs under (empty: all), and
    `needs_why`; `shows`: what every run of it shows; `language` of the note and of all its texts.
    """

    name: str
    order: int
    title: str
    question: str
    program: Path
    note: str
    knobs: tuple[LessonKnob, ...] = ()
    start_method: StartMethod | None = None
    buffering: Buffering = "line"
    lock: bool = True
    pace: float = 0.0
    headless_pace: float = 0.0
    group: str = ""
    covers: tuple[str, ...] = ()
    needs: tuple[StartMethod, ...] = ()
    needs_why: str = ""
    shows: Condition | None = None
    predict: Prediction | None = None
    experiments: tuple[Step, ...] = ()
    figures: tuple[Figure, ...] = ()
    language: str = "en"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that is judged while it runs."""
        answers = self.predict.answers if self.predict is not None else ()
        steps = (step.when for step in (*answers, *self.experiments))
        figures = (figure.value for figure in self.figures)
        return (*([self.shows] if self.shows is not None else []), *steps, *figures)

    @property
    def garbles(self) -> bool:
        """Whether one of its experiments is about the lock and torn messages."""
        return any({"lock", "torn"} <= step.when.names for step in self.experiments)

    def observer(self) -> Observed:
        """What watches a run of it."""
        texts, labels = (
            frozenset(text for condition in self.conditions for text in condition.texts(call))
            for call in ("said", "number")
        )
        return Observed(texts, labels)

    def knob(self, name: str) -> LessonKnob | None:
        """The knob of that name, None if the lesson has none."""
        return next((knob for knob in self.knobs if knob.name == name), None)

    def knob_names(self, knob: LessonKnob) -> tuple[str, ...]:
        """The program's options that `knob` turns: itself, or those that it sets."""
        return knob.sets or (knob.name,)
