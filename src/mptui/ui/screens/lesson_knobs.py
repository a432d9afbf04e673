"""The knobs of a lesson: what each stands at, turned with the arrows or typed; enter runs the program with them."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mptui.labs.catalog import knob_values, step_knob, with_knob
from mptui.labs.lesson import Lesson, LessonKnob
from mptui.labs.texts import Texts
from mptui.session import RunOptions
from mptui.ui.text import wrapped

WIDEST = 100
"""Cells of the widest dialog, as in the stylesheet."""
AROUND = 8
"""Cells that padding and scroll bar take."""
DIGITS = 9
"""Of a number that is typed."""
FAST = 10
"""Steps of shift with an arrow."""


class LessonKnobs(ModalScreen[RunOptions]):
    """Closes with the options to run with, or None where nothing was turned."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("K", "leave", "back"),
        ("q", "leave", "back"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
        ("left,h", "turn(-1)", "less"),
        ("right,l", "turn(1)", "more"),
        ("shift+left", f"turn(-{FAST})", "much less"),
        ("shift+right", f"turn({FAST})", "much more"),
    ]

    def __init__(self, lesson: Lesson, options: RunOptions, texts: Texts) -> None:
        super().__init__()
        self._lesson = lesson
        self._first = self._options = options
        self._texts = texts
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Each knob's name and value, and what it does."""
        values = knob_values(self._lesson, self._options)
        options = [Option(self._prompt(knob, values), id=knob.name) for knob in self._lesson.knobs]
        with Vertical(classes="dialog"):
            yield Static(self._texts.knobs, classes="heading", markup=False)
            yield OptionList(*options, id="lessons")
            yield Static(self._texts.knobs_keys, classes="quiet", markup=False)

    def action_move(self, step: int) -> None:
        """Up and down by letters."""
        listed = self.query_one(OptionList)
        if step > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_turn(self, steps: int) -> None:
        """Turn the knob that is pointed at."""
        self._typed = ""
        if self._pointed is not None:
            self._options = step_knob(self._lesson, self._options, self._pointed.name, steps)
            self._paint()

    @property
    def _pointed(self) -> LessonKnob | None:
        place = self.query_one(OptionList).highlighted
        return self._lesson.knobs[place] if place is not None else None

    def _paint(self) -> None:
        values, listed = knob_values(self._lesson, self._options), self.query_one(OptionList)
        for place, known in enumerate(self._lesson.knobs):
            listed.replace_option_prompt_at_index(place, self._prompt(known, values))

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

    def action_leave(self) -> None:
        """Close, and leave the run alone."""
        self.dismiss(None)

    def _prompt(self, knob: LessonKnob, values: dict[str, int | str]) -> Content:
        width = max(min(self.app.size.width * 92 // 100, WIDEST) - AROUND, 20)
        about = "\n".join(f"    {line}" for line in wrapped(knob.help, width - 4))
        value = Content.assemble("◂ ", (str(values[knob.name]), "bold $primary"), " ▸")
        return Content.assemble(f"  {knob.name}  ", value, (f"  {knob.accepts}", "dim"), "\n", (about, "dim"))
