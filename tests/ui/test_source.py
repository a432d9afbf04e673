import pytest

from mptui import events as ev
from mptui.session import RunOptions

from .scripted import MS, Story

CODE = "import time\n\n\ndef work(lock):\n    with lock:\n        time.sleep(1)\n" + "# more\n" * 60


@pytest.fixture
def files(tmp_path):
    """A program and a module beside it."""
    for name in ("program.py", "other.py"):
        (tmp_path / name).write_text(CODE.replace("work", name[:-3]))
    return tmp_path


def story_in(folder, workers=3):
    return Story(RunOptions(str(folder / "program.py"), start_method="fork")).family(workers)


def waits_at(screen, worker, path, line, later=0):
    return ev.OpStarted(screen.session.t + later, worker, 77, "acquire", 1, f"{path}:{line}")


async def test_every_worker_is_marked_at_its_line_and_the_selected_one_first(open_screen, files):
    async with open_screen(story_in(files, 30)) as screen:
        await screen.feed(*(waits_at(screen, worker, files / "program.py", 5) for worker in range(2, 32)))
        screen.ui.worker = 12
        await screen.press("c")
        row = next(row for row in screen.rows(screen.part("source")) if "with lock" in row)
        assert row.split("▸")[0].strip() == "11 1 2+"
        assert row.split("▸")[1].strip().startswith("5 ")


async def test_it_follows_the_selected_worker_into_another_file_and_says_so(open_screen, files):
    async with open_screen(story_in(files)) as screen:
        await screen.feed(waits_at(screen, 2, files / "program.py", 4), waits_at(screen, 3, files / "other.py", 4))
        await screen.press("tab", "c")
        assert "def program(lock)" in screen.text(screen.part("source"))
        await screen.press("tab")
        shown = screen.rows(screen.part("source"))
        assert "2 Process-2 is in " in shown[0]
        assert "other.py" in shown[0]
        assert "def other(lock)" in "\n".join(shown)
        await screen.press("shift+tab")
        assert "def program(lock)" in screen.text(screen.part("source"))


async def test_a_worker_between_two_files_does_not_make_them_flicker(open_screen, files):
    async with open_screen(story_in(files)) as screen:
        await screen.feed(waits_at(screen, 2, files / "other.py", 4))
        await screen.press("tab", "c")
        assert "def other(lock)" in screen.text(screen.part("source"))
        done = ev.OpFinished(screen.session.t, 2, 78, "acquire", 1, "timeout")
        await screen.feed(done, waits_at(screen, 2, files / "program.py", 5, later=100 * MS))
        assert "def other(lock)" in screen.text(screen.part("source"))
        assert "1 Process-1 is at program.py:5" in screen.rows(screen.part("source"))[0]
        await screen.feed(ev.EventsLost(screen.session.t + 1500 * MS, 3, 79, 1))
        assert "def program(lock)" in screen.text(screen.part("source"))


async def test_a_file_that_cannot_be_read_is_named_and_the_other_stays(open_screen, files):
    async with open_screen(story_in(files)) as screen:
        await screen.feed(waits_at(screen, 2, "/nowhere/gone.py", 4))
        await screen.press("tab", "c")
        shown = screen.rows(screen.part("source"))
        assert "1 Process-1 is at gone.py:4, which cannot be read: No such file or directory" in shown[0]
        assert "def program(lock)" in "\n".join(shown)


async def test_a_pipe_in_place_of_a_file_is_not_opened(open_screen, files):
    import os

    os.mkfifo(files / "pipe.py")
    story = Story(RunOptions(str(files / "pipe.py"), start_method="fork")).family(1)
    async with open_screen(story) as screen:
        await screen.press("c")
        assert "the source cannot be read: it is not a file" in screen.text(screen.part("source"))


async def test_a_big_file_is_read_aside(open_screen, files):
    (files / "program.py").write_text(CODE * 100)
    async with open_screen(story_in(files)) as screen:
        await screen.press("c")
        await screen.app.workers.wait_for_complete()
        await screen.frame()
        assert "def work(lock)" in screen.text(screen.part("source"))


async def test_scrolling_leaves_the_worker_and_moving_the_selection_comes_back(open_screen, files):
    async with open_screen(story_in(files)) as screen:
        await screen.feed(waits_at(screen, 2, files / "program.py", 5))
        await screen.press("tab", "c", "pagedown", "pagedown")
        assert "with lock" not in screen.text(screen.part("source"))
        await screen.press("tab", "shift+tab")
        assert "with lock" in screen.text(screen.part("source"))


async def test_what_is_empty_or_nasty_is_shown(open_screen, files):
    (files / "program.py").write_text("")
    async with open_screen(story_in(files)) as screen:
        await screen.press("c")
        assert "it is empty" in screen.text(screen.part("source"))
    (files / "program.py").write_bytes(b"\xff\x00 = '\x1b[31m'\n" + "x = '汉字👩‍👧'\n".encode() + b"y" * 10_000)
    async with open_screen(story_in(files)) as screen:
        await screen.press("c")
        text = screen.text(screen.part("source"))
        assert "␛[31m" in text
        assert "汉字" in text
