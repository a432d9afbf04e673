"""The list of lessons."""

from collections.abc import Sequence
from textwrap import fill
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mptui.labs.lesson import Lesson

WIDEST = 100
"""Cells of the widest dialog, as in the stylesheet."""
KEYS = "↑ ↓: choose   enter: open, in place of the present run   esc: back"
AROUND = 8
"""Cells that padding and scroll bar take."""


class Lessons(ModalScreen[str]):
    """Closes with the name of the lesson to open, or None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("o", "leave", "back"),
        ("q", "leave", "back"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
    ]

    def __init__(self, lessons: Sequence[Lesson], current: str | None) -> None:
        super().__init__()
        self._lessons = lessons
        self._current = current

    def compose(self) -> ComposeResult:
        """Each lesson's name and title, its question below."""
        width = min(self.app.size.width * 92 // 100, WIDEST) - AROUND
        options = [
            Option(_prompt(lesson, lesson.name == self._current, width), id=lesson.name) for lesson in self._lessons
        ]
        with Vertical(classes="dialog"):
            yield Static("Lessons", classes="heading", markup=False)
            yield OptionList(*options, id="lessons")
            yield Static(KEYS, classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Start at the lesson that runs."""
        names = [lesson.name for lesson in self._lessons]
        self.query_one(OptionList).highlighted = names.index(self._current) if self._current in names else 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        self.dismiss(event.option.id)

    def action_move(self, step: int) -> None:
        """Up and down by letters."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        """Close without choosing."""
        self.dismiss(None)


def _prompt(lesson: Lesson, running: bool, width: int) -> Content:
    mark = "▸ " if running else "  "
    question = fill(lesson.question, max(width, 20), initial_indent=" " * 4, subsequent_indent=" " * 4)
    return Content.assemble(mark, (lesson.name, "bold"), f"  {lesson.title}", "\n", (question, "dim"))
