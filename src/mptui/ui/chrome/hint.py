"""The lab's hint line: one thing worth trying next, judged from what has happened."""

from typing import TYPE_CHECKING

from rich.segment import Segment

from mptui.model.queries import bounded_queues
from mptui.model.state import RunState, SharedObject
from mptui.ui.paint.text import fit
from mptui.ui.parts.painted import Painted, Row
from mptui.ui.ui_state import UiState

if TYPE_CHECKING:
    from mptui.labs.texts import Texts
    from mptui.ui.lab.lesson_commands import LessonCommands


class Hint(Painted):
    """One quiet row above the footer."""

    def __init__(self, ui: UiState, lesson_run: "LessonCommands", id: str) -> None:  # noqa: A002
        super().__init__(ui, id=id)
        self._lesson_run = lesson_run

    def rows(self) -> list[Row]:
        """The hint for now."""
        look = self.ui.look
        return [[Segment(fit("  " + hint_text(self.ui, self._lesson_run), self.size.width), look.ground + look.accent)]]


def _queue_hint(state: RunState, queues: list[SharedObject], texts: "Texts") -> str:
    known = [queue for queue in queues if queue.counted]
    if any(_room(queue) < 0 for queue in known):
        return texts.hint_over
    if state.knobs.get("maxsize") is not None:
        return texts.hint_maxsize
    if any(queue.waiting_for("put") and _room(queue) <= 1 for queue in known):  # 1: one of them is just being woken
        return texts.hint_full
    return texts.hint_queue


def _room(queue: SharedObject) -> int:
    """Items that could still be put; below zero after a shrink, until so many have been got."""
    return (queue.maxsize or 0) - queue.depth


def _lock_hint(state: RunState, texts: "Texts") -> str:
    """What the lock, which is on, has done to the output."""
    output = state.output
    if not output.torn:
        return texts.hint_lock
    if not output.torn_since:
        return texts.hint_locked
    return texts.hint_torn.format(torn=output.torn_since, messages=output.messages_since)


def hint_text(ui: UiState, lesson_run: "LessonCommands") -> str:
    """What to try now, in at most 78 cells."""
    state, texts = ui.state, lesson_run.texts
    if state.finished:
        return _question_hint(lesson_run) if lesson_run.unanswered else texts.hint_ended
    if state.paused:
        return texts.hint_paused
    queues = bounded_queues(state)
    if queues:
        return _queue_hint(state, queues, texts)
    if any(shared.family == "lock" and shared.own for shared in state.objects.values()):
        garbles = lesson_run.lesson is not None and lesson_run.lesson.garbles
        if not state.lock_on:
            return texts.hint_unlocked if garbles else texts.hint_off
        if garbles:
            return _lock_hint(state, texts)
    if lesson_run.unanswered:
        return _question_hint(lesson_run)
    return texts.hint_read if lesson_run.note_shown else texts.hint_other


def _question_hint(lesson_run: "LessonCommands") -> str:
    hint = lesson_run.texts.hint_answer if lesson_run.note_shown else lesson_run.texts.hint_predict
    return hint.format(keys=lesson_run.keys)
