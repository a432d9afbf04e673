"""Every view over a recorded run. After a wanted change: pytest tests/ui --snapshot-update, and look."""

import pytest

from mptui.engine import Engine
from mptui.recording.replay_session import ReplaySession
from mptui.recording.writer import TraceWriter
from mptui.ui.app import MptuiApp
from mptui.ui.views.all_views import VIEWS

from .scripted import MS, queues

KEYS = {"panes": (), "objects": ("O",), "object": ("O", "enter"), "zoom": ("z",), "console": ("C",), "source": ("c",),
        "timeline": ("t",), "graph": ("g",)}  # fmt: skip


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    path = tmp_path_factory.mktemp("recorded") / "t.jsonl"
    writer = TraceWriter(path)
    writer.write(queues().events)
    writer.close()
    return path


@pytest.fixture
def replay(trace):
    session = ReplaySession(trace)
    session.start()
    session.play(on=False)
    session.seek(session.end - 3 * MS)
    yield MptuiApp(session, engine=Engine(session, model=session.new_model(), transport=session))
    session.close()


async def settle(app, pilot):
    transport = app._ui.engine.transport
    while not app._ui.engine.jumps or transport.read < transport.end:
        await pilot.pause(0.02)
    app._main.frame()
    await pilot.pause(0.1)


@pytest.mark.parametrize("view", KEYS)
def test_every_view_looks_as_it_did(snap_compare, replay, view):
    async def prepare(pilot):
        await settle(replay, pilot)
        for key in KEYS[view]:
            await pilot.press(key)
            replay._main.frame()
            await pilot.pause(0.1)

    assert snap_compare(replay, terminal_size=(120, 36), run_before=prepare)


def test_there_is_a_picture_of_every_view():
    assert set(KEYS) == {info.id for info in VIEWS}


async def test_the_keys_of_a_program_say_that_none_runs(replay):
    async with replay.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(replay, pilot)
        for key in ("l", "r", "U"):
            await pilot.press(key)
        await pilot.pause(0.1)
        said = [str(toast.message) for toast in replay._notifications]
        assert len([text for text in said if text.startswith("this is a recording")]) == 3


async def test_the_slider_is_clicked_and_dragged(replay):
    async with replay.run_test(size=(100, 30)) as pilot:
        await settle(replay, pilot)
        transport, slider = replay._ui.engine.transport, replay._main.slider
        await pilot.click(slider, offset=(slider._begin, 0))
        assert transport.now == 0
        await pilot.mouse_down(slider, offset=(slider._begin, 0))
        await pilot.hover(slider, offset=(slider._begin + slider._width // 2, 0))
        await pilot.mouse_up(slider, offset=(slider._begin + slider._width // 2, 0))
        assert abs(transport.now - transport.end / 2) < transport.end / 20
        assert not transport.playing
        transport.set_speed(0.01)
        await pilot.click(slider, offset=(1, 0))
        assert transport.playing
