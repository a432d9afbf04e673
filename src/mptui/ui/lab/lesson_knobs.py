"""The knobs of a lesson: what each stands at, turned with the arrows or typed; enter runs the program with them."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from mptui.labs.catalog import knob_values, step_knob, with_knob
from mptui.labs.lesson import Lesson, LessonKnob
from mptui.labs.texts import Texts
from mptui.session import RunOptions
from mptui.ui.dialogs.picker import Picker
from mptui.ui.paint.text import wrapped

DIGITS = 9
"""Of a number that is typed."""
FAST = 10
"""Steps of shift with an arrow."""


class LessonKnobs(Picker[RunOptions]):
    """Closes with the options to run with, or None where nothing was turned."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("K", "leave", "back"),
        ("left,h", "turn(-1)", "less"),
        ("right,l", "turn(1)", "more"),
        ("shift+left", f"turn(-{FAST})", "much less"),
        ("shift+right", f"turn({FAST})", "much more"),
    ]

    def __init__(self, lesson: Lesson, options: RunOptions, texts: Texts) -> None:
        super().__init__(texts.knobs, texts.knobs_keys)
        self._lesson = lesson
        self._options = options
        self._typed = ""

    def options(self) -> Iterator[Option]:
        """Each knob's name and value, and what it does."""
        values = knob_values(self._lesson, self._options)
        for knob in self._lesson.knobs:
            yield Option(self._prompt(knob, values), id=knob.name)

    def action_turn(self, steps: int) -> None:
        """Turn the knob that is pointed at."""
        self._typed = ""
        if self._pointed is not None:
            self._options = step_knob(self._lesson, self._options, self._pointed.name, steps)
            self._paint()

    @property
    def _pointed(self) -> LessonKnob | None:
        place = self.listed.highlighted
        return self._lesson.knobs[place] if place is not None else None

    def _paint(self) -> None:
        values = knob_values(self._lesson, self._options)
        for place, known in enumerate(self._lesson.knobs):
            self.listed.replace_option_prompt_at_index(place, self._prompt(known, values))

    def on_key(self, event: events.Key) -> None:
        """A number is typed; what is out of bounds becomes the nearest that is not."""
        knob = self._pointed
        if event.character is None or not event.character.isdecimal() or knob is None or knob.choices:
            return
        event.stop()
        self._typed = (self._typed + event.character)[-DIGITS:]
        self._options = with_knob(self._lesson, self._options, knob.name, int(self._typed))
        self._paint()

    def on_option_list_option_highlighted(self) -> None:
        """Another knob: what is typed from now on is its own."""
        self._typed = ""

    def on_option_list_option_selected(self) -> None:
        """Run with them as they stand."""
        self.dismiss(self._options)

    def _prompt(self, knob: LessonKnob, values: dict[str, int | str]) -> Content:
        about = "\n".join(f"    {line}" for line in wrapped(knob.help, self.room - 4))
        value = Content.assemble("◂ ", (str(values[knob.name]), "bold $primary"), " ▸")
        return Content.assemble(f"  {knob.name}  ", value, (f"  {knob.accepts}", "dim"), "\n", (about, "dim"))
