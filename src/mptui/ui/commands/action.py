"""What a user can do: one action, its keys, when it works, and the function that does it."""

from collections.abc import Callable

import msgspec

from mptui.findings.remedies import Remedy
from mptui.model.state import RunState, Worker
from mptui.session import Capabilities
from mptui.ui.parts.screens import Screen
from mptui.ui.ui_state import HOME

KNOBS, RUN, MOVE, VIEWS, OTHER = "Knobs", "The run", "Moving about", "Views", "Everything else"
RECORDING = "A recording"
LINES = "Lines of output"
GROUPS = (KNOBS, RUN, MOVE, VIEWS, LINES, RECORDING, OTHER)
"""The groups of keys, in the order of help and docs/keys.md."""


class Situation(msgspec.Struct, frozen=True):
    """What decides whether an action works now.

    `view` is the open view's id. `counted`: the lesson has a knob for its number of workers; `answers`: of the
    lesson's question; `knobs`: how many the lesson has; `remedy`: what can be done for
    a worker that waits in vain; `recorded`: the run is a recorded one; `recording`: it is being recorded.
    """

    state: RunState
    can: Capabilities
    worker: Worker | None = None
    object: int | None = None
    view: str = HOME
    query: str = ""
    lab: bool = False
    counted: bool = False
    note: bool = False
    note_fills: bool = False
    picking: bool = False
    only: bool = False
    filtered: bool = False
    answers: int = 0
    knobs: int = 0
    remedy: Remedy | None = None
    recorded: bool = False
    recording: bool = False


When = Callable[[Situation], bool]
Do = Callable[[Screen], None]


def always(_: Situation) -> bool:
    """Works at any time."""
    return True


class Action(msgspec.Struct, frozen=True):
    """Something a user can do.

    `keys` are Textual's names of keys, `written` how they are shown; `do` is the function that does it. `label` is the
    footer's word, and actions without one share the word of the action after them; `rank` orders the footer (0: not
    in it). `view` is the id of the view in which alone it works; empty: in all of them.
    """

    id: str
    keys: tuple[str, ...]
    written: str
    title: str
    tooltip: str
    group: str
    do: Do
    when: When = always
    label: str = ""
    rank: int = 0
    view: str = ""

    def works(self, now: Situation) -> bool:
        """Whether it can be done now."""
        return self.view in ("", now.view) and self.when(now)
