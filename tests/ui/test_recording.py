"""The key that records the run from now on."""

import pytest

from mptui import events as ev
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.recording.trace import Trace
from mptui.session import RunOptions

from .scripted import Story


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Recordings go to a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(path):
    model = RunModel(watcher=Diagnosis())
    with Trace(path) as trace:
        for event in trace:
            model.apply(event)
    return model.state


async def test_it_begins_with_what_is_known_and_ends_by_the_same_key(open_screen, folder):
    story = Story().family(2).object(1, "Lock", "lock")
    story.begin(2, "acquire", 1).end(2, "acquire", 1).begin(3, "acquire", 1).write(2, "before\n")
    async with open_screen(story) as screen:
        await screen.press("T")
        assert "recording" in screen.status
        await screen.feed(ev.Output(story.t + 1, 2, 99, "stdout", b"after\n"))
        await screen.press("T")
        assert "recording" not in screen.status
        await screen.feed(ev.Output(story.t + 2, 2, 100, "stdout", b"too late\n"))
        screen.app._ui.engine.close_recordings()
    state = read(folder / "mptui-program.py-1.jsonl.gz")
    assert [line.text for line in state.output.console.lines] == ["before", "after"]
    assert state.objects[1].holders == (2,)
    assert state.workers[3].wait.object == 1
    assert (state.anomaly_count, state.workers[3].tag) == (0, "2")


async def test_there_is_a_new_file_each_time(open_screen, folder):
    async with open_screen(Story(RunOptions("/demo/my program.py")).family(1)) as screen:
        await screen.press("T", "T", "T", "T")
        screen.app._ui.engine.close_recordings()
    assert sorted(path.name for path in folder.iterdir()) == [f"mptui-my-program.py-{n}.jsonl.gz" for n in (1, 2)]


async def test_where_nothing_can_be_written_it_says_so(open_screen, folder):
    folder.chmod(0o500)
    async with open_screen(Story().family(1)) as screen:
        if not _writable(folder):
            await screen.press("T")
            said = [str(toast.message) for toast in screen.app._notifications]
            assert any("cannot write the trace" in text for text in said)
        assert "recording" not in screen.status
    folder.chmod(0o700)


def _writable(folder):
    """Root writes anywhere."""
    try:
        (folder / "probe").touch()
    except OSError:
        return False
    return True


async def test_a_run_that_has_ended_is_not_recorded(open_screen, folder):
    story = Story().family(1)
    story._add(ev.RunFinished, 0, 0)
    async with open_screen(story) as screen:
        await screen.press("T")
        assert list(folder.iterdir()) == []
