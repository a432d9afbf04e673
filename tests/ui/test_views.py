"""Every view in every size and look, as a picture. After a wanted change: pytest tests/ui --snapshot-update. Look!"""

from pathlib import Path

import pytest

from mptui.engine import Engine
from mptui.ui.app import MptuiApp

from .scripted import ScriptedSession, workshop

DEMO = Path(__file__).with_name("demo")
VIEWS = {
    "panes": (),
    "zoom": ("tab", "z"),
    "source": ("tab", "c"),
    "timeline": ("t",),
    "graph": ("g",),
    "objects": ("O",),
    "object": ("O", "down", "enter"),
    "console": ("C",),
    "lens": ("C", "v", "up", "up", "up", "up", "L"),
}
SIZES = {"narrow": (80, 24), "normal": (120, 36), "wide": (160, 45)}
LOOKS = ("dark", "light", "mono")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_looks_as_it_did(snap_compare, monkeypatch, view, size, look):
    monkeypatch.chdir(DEMO)
    if look == "mono":
        monkeypatch.setenv("NO_COLOR", "1")
    story = workshop()
    session = ScriptedSession(story.events, options=story.options)
    app = MptuiApp(session, engine=Engine(session, clock=lambda: 0))

    async def settle(pilot):
        if look == "light":
            app.theme = "mptui-light"
        app._main.frame()
        await pilot.pause()
        for key in VIEWS[view]:
            await pilot.press(key)
            app._main.frame()
            await pilot.pause()

    assert snap_compare(app, terminal_size=SIZES[size], run_before=settle)
