"""The lesson's note beside the panes, or in their place where the screen is narrow."""

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

if TYPE_CHECKING:
    from mptui.labs.lesson import Lesson


class Note(VerticalScroll, can_focus=False):
    """Empty until it is given a lesson; its text comes after the first paint, for Markdown takes long to load."""

    def __init__(self, lesson: "Lesson | None") -> None:
        super().__init__(id="note")
        self._lesson = lesson
        self._title = Static(id="note-title", markup=False)
        self._question = Static(id="note-question", markup=False)

    def on_mount(self) -> None:
        """Tell what the lesson is about."""
        self.mount(self._title, self._question)
        if self._lesson is not None:
            self.call_after_refresh(self.open, self._lesson)

    async def open(self, lesson: "Lesson") -> None:
        """Show the note of `lesson` from its beginning."""
        from textual.widgets import Markdown

        self._title.update(lesson.title)
        self._question.update(lesson.question)
        await self.query(Markdown).remove()
        await self.mount(Markdown(lesson.note, open_links=False))
        self.scroll_home(animate=False)
