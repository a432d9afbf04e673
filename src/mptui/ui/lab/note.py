"""The lesson's note beside the panes, or in their place where the screen is narrow."""

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from mptui.ui.paint.text import unquoted
from mptui.ui.parts.key_part import KeyPart
from mptui.ui.parts.screens import BaseScreen

if TYPE_CHECKING:
    from mptui.labs.lesson import Lesson
    from mptui.ui.lab.lesson_commands import LessonCommands


class Note(VerticalScroll, KeyPart, can_focus=False):
    """Empty until it is given a lesson; its text comes after the first paint, for Markdown takes long to load.

    Above the text stands the quiz: the lesson's prediction, its experiments, what it measures.
    """

    def __init__(self, screen: BaseScreen, lesson_run: "LessonCommands") -> None:
        super().__init__(id="note")
        self._main = screen
        self._lesson_run = lesson_run
        self._title = Static(id="note-title", markup=False)
        self._question = Static(id="note-question", markup=False)
        self._quiz = Static(id="note-quiz", markup=False)

    def on_mount(self) -> None:
        """Tell what the lesson is about."""
        self.mount(self._title, self._question, self._quiz)
        if self._lesson_run.lesson is not None:
            self.call_after_refresh(self.open, self._lesson_run.lesson)

    async def open(self, lesson: "Lesson") -> None:
        """Show the note of `lesson` from its beginning."""
        if not self.is_attached:  # the user has left already
            return
        from textual.widgets import Markdown

        self._title.update(lesson.title)
        self._question.update(unquoted(lesson.question))
        self.refresh_quiz()
        await self.query(Markdown).remove()
        await self.mount(Markdown(lesson.note, open_links=False))
        self.scroll_home(animate=False)

    def refresh_quiz(self) -> None:
        """The run has shown something new, or the learner has answered."""
        from mptui.ui.lab.quiz_paint import quiz

        lesson_run = self._lesson_run
        if lesson_run.judge is not None:
            width = self.scrollable_content_region.width or self.app.size.width
            self._quiz.update(quiz(lesson_run.texts, lesson_run.judge, lesson_run.answer, lesson_run.keys, width))

    def move(self, dx: int, dy: int) -> bool:
        """A line up or down, where the note stands in the place of the views."""
        if dx:
            return False
        self.scroll_relative(y=dy, animate=False)
        return True

    def page(self, step: int) -> bool:
        """As many lines as are visible."""
        self.scroll_relative(y=step * max(self.size.height - 2, 1), animate=False)
        return True

    def jump(self, step: int) -> bool:
        """To the beginning or the end."""
        self.scroll_to(y=self.max_scroll_y if step > 0 else 0, animate=False)
        return True

    def leave(self) -> bool:
        """Out of the way."""
        return self._main.uncover()

    def on_resize(self) -> None:
        """Bars are as long as there is room."""
        self.refresh_quiz()
