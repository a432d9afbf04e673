"""Judges a lesson's run from its events: which answer was right, which experiments were done, what was measured."""

from collections import deque
from collections.abc import Callable

from mptui.events import Event, KnobChanged, RunStarted
from mptui.findings.diagnosis import Diagnosis
from mptui.labs.facts import Facts
from mptui.labs.lesson import Lesson
from mptui.labs.options import knob_values
from mptui.model.state import RunState
from mptui.session import RunOptions

RUNS = 7
"""Earlier runs whose figures are kept."""


class Judge:
    """Watches one lesson over any number of runs, each from its beginning on.

    `options` gives those of the present run, `diagnosis` what is found in it.
    `verdict`: the place of the answer that a run as the question means it has shown to be right, None while it has not:
    the first run, and those begun by an answer, until a lock or a bound is turned. `judging`: this is one; `done`: the
    places of the experiments that any run so far has done; `figures`: what the present run has measured, below zero
    where it has not yet; `before`: what earlier runs have measured, for each figure the last RUNS of them; `observed`:
    what the run's model is to keep for it.
    """

    def __init__(self, lesson: Lesson, options: Callable[[], RunOptions], diagnosis: Diagnosis) -> None:
        self.lesson = lesson
        self.done: set[int] = set()
        self.verdict: int | None = None
        self.figures: list[float] = [-1.0] * len(lesson.figures)
        self.before: list[deque[float]] = [deque(maxlen=RUNS) for _ in lesson.figures]
        self._options = options
        self._diagnosis = diagnosis
        self.observed = lesson.observer()
        self.judging = False
        self._running, self._asked = False, True
        self._told: object = None

    def take(self, event: Event) -> None:
        """An event that the run's model has taken in; all but the begin of a run and turns of knobs may be left out."""
        if isinstance(event, RunStarted):
            self._running, self.judging, self._asked = True, self._asked, False
            if self.judging:
                self.verdict = None
            for values, figure in zip(self.before, self.figures, strict=True):
                if figure >= 0:
                    values.append(figure)
            self.figures = [-1.0] * len(self.lesson.figures)

        elif isinstance(event, KnobChanged) and event.knob in ("lock", "maxsize") and event.t:  # at 0: as it began
            self.judging = False

    @property
    def awaited(self) -> bool:
        """Whether this run, or the one that is about to begin, may still show which answer is right."""
        return self.judging or self._asked

    def ask(self) -> None:
        """The next run is the one that the question is about."""
        self._asked = True

    def leave(self) -> None:
        """Another run was asked for: the end of this one, which is not its own, shows nothing."""
        self._running = False

    def look(self, state: RunState) -> bool:
        """Judge what there is now. Returns whether anything has changed since the last look."""
        if not self._running:
            return False
        facts = self.facts(state)
        if self.verdict is None and self.judging and self.lesson.predict is not None:
            self.verdict = self.lesson.predict.verdict(facts)
        for place, step in enumerate(self.lesson.experiments):
            if place not in self.done and step.when.holds(facts):
                self.done.add(place)
        self.figures = [_number(figure.value.value(facts)) for figure in self.lesson.figures]
        before, self._told = self._told, (self.verdict, self.judging, len(self.done), self.figures)
        return before != self._told

    def facts(self, state: RunState) -> Facts:
        """What conditions are judged by."""
        options = self._options()
        return Facts(state, self.observed, self._diagnosis, knob_values(self.lesson, options))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else -1.0
