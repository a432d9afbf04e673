"""What the screen says of ends: orphans, what mptui ended itself, and what it cannot explain."""

from mptui import events as ev
from mptui.ui.dialogs.anomalies import Anomalies
from mptui.ui.dialogs.confirm import Confirm

from .scripted import MS, Story


def left_behind():
    """The main process has ended; a worker of its own, and a program that is none, go on."""
    story = Story().family(1).exit(1, 0)
    return story._add(ev.LeftRunning, 0, ((4002, "python"), (99, "sleep")))


async def test_an_orphan_is_marked_and_counted(open_screen):
    async with open_screen(Story().family(1).worker(3, "grandchild", parent=2).exit(2, -9)) as screen:
        assert screen.app.state.workers[3].orphan
        assert "running, orphan" in screen.text()
        assert "Process-1, which made it, has ended" in screen.text()
        assert "3 workers, 1 orphan" in screen.status


async def test_a_child_of_a_thread_is_an_orphan_only_once_the_process_has_ended(open_screen):
    story = Story().family(1).worker(3, "helper", "thread", pid=4002, parent=2).worker(4, "child", parent=3)
    async with open_screen(story.exit(3, None)) as screen:
        assert not screen.app.state.workers[4].orphan
        story.exit(2, 0)
        screen.session.feed(story.events[-1])
        screen.main.frame()
        assert screen.app.state.workers[4].orphan


async def test_q_asks_before_it_ends_what_outlives_the_main_process(open_screen):
    async with open_screen(left_behind()) as screen:
        assert "main ended, 2 orphans" in screen.status
        await screen.press("q")
        assert isinstance(screen.app.screen, Confirm)
        assert "2 of its processes run on: Process-1, sleep" in screen.app.screen._question
        await screen.press("n")
        assert screen.app.is_running
        assert not screen.app._exit
        await screen.press("q", "y")
        assert screen.app._exit


async def test_q_asks_nothing_while_the_main_process_runs_or_once_all_is_over(open_screen):
    for story in (Story().family(1), left_behind().exit(2, 0).finish()):
        async with open_screen(story) as screen:
            await screen.press("q")
            assert screen.app._exit


async def test_who_was_ended_by_mptui_is_not_called_killed(open_screen):
    story = Story().family(2).object(1, "Lock", "lock").begin(2, "acquire", 1).end(2, "acquire", 1)
    story.begin(3, "acquire", 1).join(1, 3)
    story._add(ev.RunEnded, 0, "timeout")
    for worker in (2, 3, 1):
        story._add(ev.WorkerExited, worker, -9, False, "mptui")
    async with open_screen(story.finish(-9)) as screen:
        assert screen.text().count("ended by mptui") >= 3
        assert "killed" not in screen.text()
        assert "ended by mptui (timeout)" in screen.status
        assert "before: waits for lock — held by Process-1" in screen.text()
        assert "before: has taken lock" in screen.text()
        assert "before: waits for Process-2 to end" in screen.text()


async def test_anomalies_are_listed_one_by_one(open_screen):
    story = Story().family(1).end(2, "release", 77).object(1, "Lock", "lock").end(2, "release", 1)
    async with open_screen(story) as screen:
        assert "2 anomalies (A)" in screen.status
        await screen.press("A")
        shown = screen.app.screen
        assert isinstance(shown, Anomalies)
        assert len(shown._lines) == 2
        assert "Process-1: lock was released while nobody held it" in shown._lines[1]
        assert f"{story.t / (1000 * MS):.6f} s" in shown._lines[1]
        await screen.press("escape")
        assert not isinstance(screen.app.screen, Anomalies)


async def test_without_anomalies_there_is_nothing_to_list(open_screen):
    async with open_screen(Story().family(1)) as screen:
        await screen.press("A")
        assert not isinstance(screen.app.screen, Anomalies)
