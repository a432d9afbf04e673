"""The list of lessons."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mptui.labs.lesson import Lesson
from mptui.labs.progress import Progress
from mptui.labs.texts import Texts
from mptui.ui.text import wrapped

WIDEST = 100
"""Cells of the widest dialog, as in the stylesheet."""
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

    def __init__(self, lessons: Sequence[Lesson], current: str | None, texts: Texts, progress: Progress | None) -> None:
        super().__init__()
        self._lessons = lessons
        self._current = current
        self._texts = texts
        self._progress = progress

    def compose(self) -> ComposeResult:
        """The groups; each lesson's name and title, its question below."""
        width = min(self.app.size.width * 92 // 100, WIDEST) - AROUND
        options: list[Option] = []
        for group, members in groupby(self._lessons, key=lambda lesson: lesson.group):
            if group:
                heading = Content.styled(self._texts.groups.get(group, group), "bold $primary")
                options.append(Option(heading, disabled=True))
            options += [Option(self._prompt(lesson, width), id=lesson.name) for lesson in members]
        with Vertical(classes="dialog tall"):
            yield Static(self._texts.lessons, classes="heading", markup=False)
            yield OptionList(*options, id="lessons")
            yield Static(self._texts.lessons_keys, classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Start at the lesson that runs."""
        listed = self.query_one(OptionList)
        names = [lesson.name for lesson in self._lessons]
        listed.highlighted = listed.get_option_index(self._current if self._current in names else names[0])

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

    def _prompt(self, lesson: Lesson, width: int) -> Content:
        mark = "▸ " if lesson.name == self._current else "  "
        question = "\n".join(f"    {line}" for line in wrapped(lesson.question, max(width, 20) - 4))
        return Content.assemble(
            *(mark, (lesson.name, "bold"), f"  {lesson.title}  ", (self._standing(lesson.name), "$success")),
            *("\n", (question, "dim")),
        )

    def _standing(self, name: str) -> str:
        known = self._progress.lesson(name) if self._progress is not None else None
        if known is None or not known.seen:
            return ""
        texts = self._texts
        told = {None: "", True: f", {texts.predicted_right}", False: f", {texts.predicted_wrong}"}[known.predicted]
        return f"✓ {texts.seen}{told}"
