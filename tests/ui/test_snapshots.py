"""Pictures of the screen over prepared events. After a wanted change: pytest tests/ui --snapshot-update, and look."""

import pytest

from mptui.engine import Engine
from mptui.ui.app import MptuiApp

from .scripted import ScriptedSession, crowd, garbled, queues

CASES = {
    "torn": (lambda: garbled(lock=False), (120, 36), ()),
    "locked": (garbled, (80, 24), ("tab",)),
    "queue": (queues, (80, 24), ()),
    "crowd": (crowd, (120, 36), ("down", "down")),
    "tiny": (garbled, (40, 12), ("tab", "tab")),
    "graph": (lambda: crowd(20), (100, 30), ("g",)),
    "light": (queues, (100, 30), ()),
    "help": (garbled, (100, 30), ("question_mark",)),
}


@pytest.mark.parametrize("case", CASES)
def test_the_screen_looks_as_it_did(snap_compare, case):
    story, size, keys = CASES[case]
    session = ScriptedSession(story().events)
    app = MptuiApp(session, engine=Engine(session, clock=lambda: 0))

    async def settle(pilot):
        if case == "light":
            app.theme = "mptui-light"
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            app._main.frame()
            await pilot.pause(0.1)

    assert snap_compare(app, terminal_size=size, run_before=settle)
