"""What a lesson is: a program, a note, the knobs of the program and the run options that suit it."""

import reprlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec

from mptui.errors import UsageError
from mptui.session import Buffering, StartMethod

KnobValue: TypeAlias = int | str


class LessonKnob(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number or a choice that the lesson's program takes as the option `--NAME VALUE`.

    A number lies in `minimum`..`maximum` and moves by `step`; a choice is one of `choices`. `headless` is the
    default of a headless run, None: the same as on screen. A knob with `sets` is no option of the program: it
    turns all the knobs named there at once.
    """

    name: str
    help: str
    default: KnobValue
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    headless: KnobValue | None = None
    choices: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()

    @property
    def accepts(self) -> str:
        """The allowed values in words: "1 to 64", "yes or no"."""
        return " or ".join(self.choices) if self.choices else f"{self.minimum} to {self.maximum}"

    def start_value(self, *, headless: bool) -> KnobValue:
        """The value that holds when nobody has set one."""
        return self.headless if headless and self.headless is not None else self.default

    def allows(self, value: KnobValue) -> bool:
        """Whether `value` is of the right type and within the bounds."""
        if self.choices:
            return value in self.choices
        return isinstance(value, int) and self.minimum <= value <= self.maximum

    def parse(self, text: str) -> KnobValue:
        """The value that `text` means. Raises UsageError if it is not a value of this knob."""
        value: KnobValue = text
        if not self.choices:
            try:
                value = int(text)
            except ValueError:
                value = text
        if not self.allows(value):
            kind = "" if self.choices else "a whole number from "
            raise UsageError(f"knob {self.name} takes {kind}{self.accepts}, not {reprlib.repr(text)}")
        return value

    def clamp(self, value: KnobValue) -> KnobValue:
        """The allowed value nearest to `value`. Raises UsageError if `value` is of the wrong type."""
        if self.choices or not isinstance(value, int):
            return self.parse(str(value))
        return max(self.minimum, min(self.maximum, value))


@dataclass(frozen=True)
class Lesson:
    """One lesson.

    `note` is Markdown; `pace` and `headless_pace` in seconds; `start_method` None: the interpreter's own.
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

    def knob(self, name: str) -> LessonKnob | None:
        """The knob of that name, None if the lesson has none."""
        return next((knob for knob in self.knobs if knob.name == name), None)

    def knob_names(self, knob: LessonKnob) -> tuple[str, ...]:
        """The program's options that `knob` turns: itself, or those that it sets."""
        return knob.sets or (knob.name,)
