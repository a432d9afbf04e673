"""What the keys do to a lesson: answer its question, open another one; and what its run has shown so far."""

import asyncio
from typing import TYPE_CHECKING

from mptui.errors import MptuiError
from mptui.model.state import RunState
from mptui.ui.paint.text import unquoted
from mptui.ui.parts.screens import LessonScreen
from mptui.ui.ui_state import HOME

if TYPE_CHECKING:
    from mptui.labs.judge import Judge
    from mptui.labs.lesson import Lesson
    from mptui.labs.progress import Progress
    from mptui.labs.texts import Texts
    from mptui.session import RunOptions

LOOK_NS = 200_000_000
"""ns of the run between two looks at its conditions."""


class LessonCommands:
    """Handlers of the actions on lessons. `lesson` is the one that runs, None where a program of the user's does.

    `answer`: the place of the learner's answer to its question, None before there is one. `judge` watches its runs.
    """

    def __init__(
        self, screen: LessonScreen, lesson: "Lesson | None", progress: "Progress | None", language: str
    ) -> None:
        self._screen = screen
        self._progress = progress
        self._language = language
        self._looked = 0
        self._behind = False
        self.lesson: Lesson | None = None
        self.judge: Judge | None = None
        self.answer: int | None = None
        if lesson is not None:
            self._begin(lesson)

    @property
    def texts(self) -> "Texts":
        """The lab's texts in the learner's language."""
        from mptui.labs.texts import texts

        return texts(self._language)

    @property
    def answers(self) -> int:
        """How many answers the lesson's question has; 0: it asks none."""
        return len(self.lesson.predict.answers) if self.lesson is not None and self.lesson.predict is not None else 0

    @property
    def keys(self) -> str:
        """The keys that answer the question."""
        return f"1 … {self.answers}" if self.answers > 2 else "1, 2"

    @property
    def unanswered(self) -> bool:
        """Whether there is a question that the learner has not answered."""
        return self.answers > 0 and self.answer is None

    @property
    def note_shown(self) -> bool:
        """Whether the note stands beside the panes or in their place."""
        return self._screen.note_shown

    def _begin(self, lesson: "Lesson") -> None:
        from mptui.labs.judge import Judge

        session = self._screen.ui.engine.session
        self.lesson, self.answer = lesson, None
        self.judge = Judge(lesson, lambda: session.options, self._screen.ui.engine.diagnosis)
        self._screen.ui.engine.watcher = self.judge.take
        self._screen.ui.engine.model.observed = self.judge.observed
        if self._progress is not None:
            self.judge.done.update(self._progress.lesson(lesson.name).experiments)

    def opened(self) -> None:
        """The lesson is on the screen."""
        if self._progress is not None and self._progress.problem:
            self._screen.say(self._progress.problem, severity="warning")
            self._progress.problem = ""
        if self.lesson is not None and self._progress is not None and self._progress.see(self.lesson.name):
            self._save()

    # What the run shows

    def look(self, state: RunState, moved: bool, beat: bool) -> None:
        """Judge what has happened if anything has `moved`, now and then and at each `beat`; tell what is new."""
        judge = self.judge
        self._behind = self._behind or moved
        if judge is None or not self._behind:
            return
        if not beat and not state.finished and 0 <= state.now - self._looked < LOOK_NS:
            return
        self._behind = False
        self._looked = state.now
        done, verdict = set(judge.done), judge.verdict
        if not judge.look(state):
            return
        changed = [self._keep_done(place) for place in sorted(judge.done - done)]
        if judge.verdict is not None and verdict is None and self.answer is not None:
            changed.append(self._keep_verdict(judge.verdict))
        if any(changed):
            self._save()
        self._screen.refresh_quiz()

    def leave_run(self, state: RunState) -> None:
        """The program is about to run anew: judge what it has shown up to now, and nothing that its end brings."""
        self.look(state, moved=True, beat=True)
        if self.judge is not None:
            self.judge.leave()

    def _keep_done(self, place: int) -> bool:
        assert self.lesson is not None
        self._screen.say(unquoted(self.texts.done.format(experiment=self.lesson.experiments[place].text)))
        return self._progress is not None and self._progress.do(self.lesson.name, place)

    def _keep_verdict(self, verdict: int) -> bool:
        lesson = self.lesson
        assert lesson is not None
        assert lesson.predict is not None
        right = verdict == self.answer
        self._screen.say(self.texts.verdict(unquoted(lesson.predict.answers[verdict].text), verdict, self.answer))
        return self._progress is not None and self._progress.predict(lesson.name, right)

    def _save(self) -> None:
        self._screen.run_worker(self._write(), group="progress")

    async def _write(self) -> None:
        assert self._progress is not None
        problem = await asyncio.to_thread(self._progress.save)
        if problem:
            self._screen.say(problem, severity="warning")

    # Actions

    def predict(self, place: int) -> None:
        """Give the answer at `place`, counted from 0: the program runs anew, and is judged by it."""
        lesson = self.lesson
        if lesson is None or lesson.predict is None or place >= len(lesson.predict.answers):
            self._screen.say(self.texts.no_question)
            return
        self._screen.uncover()
        if self._run(lesson) and self.judge is not None:
            self.answer = place
            self.judge.ask()
        self._screen.refresh_quiz(from_top=True)

    def _run(self, lesson: "Lesson") -> bool:
        """Run the lesson anew, as it is meant to be seen first."""
        from mptui.labs.catalog import lesson_options

        screen = self._screen
        try:
            options = lesson_options(lesson, {}, headless=False)
        except MptuiError as error:
            screen.say(str(error), severity="error")
            return False
        screen.restart(options)
        return True

    def turn_knobs(self) -> None:
        """The lesson's knobs."""
        from mptui.ui.lab.lesson_knobs import LessonKnobs

        if self.lesson is None:
            return
        dialog = LessonKnobs(self.lesson, self._screen.ui.engine.session.options, self.texts)
        self._screen.open_dialog(dialog, self._turned)

    def _turned(self, options: "RunOptions | None") -> None:
        if options is not None:
            self._screen.restart(options)

    def choose_lesson(self) -> None:
        """The list of lessons."""
        from mptui.labs.catalog import lessons
        from mptui.ui.lab.lessons import Lessons

        current = self.lesson.name if self.lesson is not None else None
        listed = Lessons(lessons(self._language), current, self.texts, self._progress)
        self._screen.open_dialog(listed, self.open_lesson)

    def open_lesson(self, name: str | None) -> None:
        """Run another lesson in place of this one."""
        from mptui.labs.catalog import find_lesson

        if name is None or (self.lesson is not None and name == self.lesson.name):
            return
        lesson, screen = find_lesson(name, self._language), self._screen
        if not self._run(lesson):
            return
        self._begin(lesson)
        self.opened()
        screen.ui.worker = screen.ui.object = None
        screen.show_lesson(lesson)
        screen.show_view(HOME)
