"""The list of lessons."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mptui.labs.lesson import Lesson
from mptui.labs.progress import Progress
from mptui.labs.texts import Texts
from mptui.ui.dialogs.picker import Picker
from mptui.ui.paint.text import unquoted, wrapped


class Lessons(Picker[str]):
    """Closes with the name of the lesson to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("o", "leave", "back")]

    def __init__(self, lessons: Sequence[Lesson], current: str | None, texts: Texts, progress: Progress | None) -> None:
        super().__init__(texts.lessons, texts.lessons_keys, tall=True)
        self._lessons = lessons
        self._current = current
        self._texts = texts
        self._progress = progress

    def options(self) -> Iterator[Option]:
        """The groups; each lesson's name and title, its question below."""
        for group, members in groupby(self._lessons, key=lambda lesson: lesson.group):
            if group:
                heading = Content.styled(self._texts.groups.get(group, group), "bold $primary")
                yield Option(heading, disabled=True)
            for lesson in members:
                yield Option(self._prompt(lesson), id=lesson.name)

    def on_mount(self) -> None:
        """Start at the lesson that runs."""
        names = [lesson.name for lesson in self._lessons]
        place = self.listed.get_option_index(self._current if self._current in names else names[0])
        self.listed.highlighted = place

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        self.dismiss(event.option.id)

    def _prompt(self, lesson: Lesson) -> Content:
        mark = "▸ " if lesson.name == self._current else "  "
        question = "\n".join(f"    {line}" for line in wrapped(unquoted(lesson.question), self.room - 4))
        return Content.assemble(
            *(mark, (lesson.name, "bold"), f"  {lesson.title}  ", (self._progress_words(lesson.name), "$success")),
            *("\n", (question, "dim")),
        )

    def _progress_words(self, name: str) -> str:
        known = self._progress.lesson(name) if self._progress is not None else None
        if known is None or not known.seen:
            return ""
        texts = self._texts
        told = {None: "", True: f", {texts.predicted_right}", False: f", {texts.predicted_wrong}"}[known.predicted]
        return f"✓ {texts.seen}{told}"
