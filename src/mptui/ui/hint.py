"""The lab's hint line: one thing worth trying next, judged from what has happened."""

from typing import TYPE_CHECKING

from rich.segment import Segment

from mptui.model.projections import bounded_queues, lock_on, paused
from mptui.model.state import RunState, SharedObject
from mptui.ui.painted import Painted, Row
from mptui.ui.text import fit
from mptui.ui.view import View

if TYPE_CHECKING:
    from mptui.labs.texts import Texts
    from mptui.ui.lesson_commands import LessonCommands


class Hint(Painted):
    """One quiet row above the footer."""

    def __init__(self, view: View, course: "LessonCommands", id: str) -> None:  # noqa: A002
        super().__init__(view, id=id)
        self._course = course

    def rows(self) -> list[Row]:
        """The hint for now."""
        look = self.view.look
        return [[Segment(fit("  " + hint_text(self.view, self._course), self.size.width), look.ground + look.accent)]]


def _queue_hint(state: RunState, queues: list[SharedObject], texts: "Texts") -> str:
    if state.knobs.get("maxsize") is not None:
        return texts.hint_maxsize
    if any(queue.waiting_for("put") for queue in queues):
        return texts.hint_full
    return texts.hint_queue


def hint_text(view: View, course: "LessonCommands") -> str:
    """What to try now, in at most 78 cells."""
    state, settings, texts = view.state, view.engine.settings, course.texts
    if state.finished:
        return _question_hint(course) if course.unanswered else texts.hint_ended
    if paused(state):
        return texts.hint_paused
    queues = bounded_queues(state)
    if queues:
        return _queue_hint(state, queues, texts)
    if any(shared.family == "lock" and shared.own for shared in state.objects.values()):
        if not lock_on(state, settings.lock):
            return texts.hint_unlocked
        return texts.hint_locked if state.output.torn else texts.hint_lock
    if course.unanswered:
        return _question_hint(course)
    return texts.hint_read if course.note_shown else texts.hint_other


def _question_hint(course: "LessonCommands") -> str:
    hint = course.texts.hint_answer if course.note_shown else course.texts.hint_predict
    return hint.format(keys=course.keys)
