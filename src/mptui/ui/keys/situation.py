"""Which situation the screen is in, as the actions see it."""

from typing import TYPE_CHECKING

from mptui.findings.remedies import remedy
from mptui.ui.commands.action import Situation
from mptui.ui.ui_state import UiState

if TYPE_CHECKING:
    from mptui.labs.lesson import Lesson


def situation_of(ui: UiState, lesson: "Lesson | None", *, note_fills: bool, picking: bool) -> Situation:
    """What decides which actions work now. `note_fills`: the note hides the views; `picking`: a line is pointed at."""
    return Situation(
        state=ui.state,
        can=ui.engine.session.capabilities,
        worker=ui.chosen_worker,
        object=ui.object,
        view=ui.view,
        query=ui.query,
        lab=ui.lab,
        counted=lesson is not None and lesson.knob("workers") is not None,
        note=lesson is not None,
        note_fills=note_fills,
        picking=picking,
        only=ui.only,
        filtered=bool(ui.filter),
        answers=len(lesson.predict.answers) if lesson is not None and lesson.predict is not None else 0,
        knobs=len(lesson.knobs) if lesson is not None else 0,
        recorded=ui.engine.transport is not None,
        recording=ui.engine.recording is not None,
        remedy=remedy(ui.state, ui.engine.diagnosis.current, ui.worker),
    )
