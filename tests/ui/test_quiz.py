# ruff: noqa: RUF001 (Chinese has its own punctuation)
"""A lesson's question, its experiments and its figures, as the screen judges and shows them."""

import pytest

from mptui import events as ev
from mptui.labs.progress import Progress

from .scripted import Story

MS = 1_000_000
HEADER = """+++
order = 1
title = "A bounded queue"
question = "What does a full queue do?"
[predict]
question = "The queue holds one item. What happens to the second put?"
[[predict.answers]]
text = "It raises queue.Full"
when = 'done("put", "full") > 0'
[[predict.answers]]
text = "It waits for a getter"
when = 'waited("put") > 0'
[[experiments]]
text = "Press - until the maxsize is 1"
when = 'maxsize == 1'
[[experiments]]
text = "Let the program say hello"
when = 'said("hello") > 0'
[[figures]]
label = "took"
value = 'number("took")'
unit = "ms"
[[figures]]
label = "waits"
value = 'waited("put")'
+++
The note itself.
"""
CHINESE = """+++
title = "有界队列"
question = "队列满了会怎样？"
predict = { question = "队列只能装一个元素。第二次 put 会怎样？", answers = ["抛出 queue.Full", "等待取出者腾出空间"] }
experiments = ["按 - 直到 maxsize 为 1", "让程序说 hello"]
figures = ["用时", "等待次数"]
+++
笔记正文：一个很长的中文句子没有空格，所以必须在任意两个字之间换行，否则它会超出八十列的屏幕宽度而被截断，读者就看不到后面的内容了。
"""


@pytest.fixture
def lesson(tmp_path):
    """The folder of a lesson with a question, two experiments and two figures, in two languages."""
    folder = tmp_path / "bounded"
    folder.mkdir()
    (folder / "program.py").write_text("print('hello')\n")
    (folder / "note.md").write_text(HEADER)
    (folder / "note.zh.md").write_text(CHINESE)
    return str(folder)


def queue(maxsize=3):
    """A putter and its queue."""
    return Story().family(2).object(7, "Queue", "queue", maxsize=maxsize)


def waits(screen):
    """The events of a put that has to wait."""
    return ev.OpStarted(screen.session.t + MS, 2, 90, "put", 7, "program.py:3")


def note(screen):
    """What the note says, as one text."""
    return " ".join("\n".join(screen.rows()).split())


async def show(screen):
    """Until the note, which is filled after the first paint, is there."""
    for _ in range(5):
        await screen.pilot.pause()
        await screen.frame()


async def start_again(screen, story=None):
    """The run that an answer began: the same putter and queue."""
    screen.session.feed(*(story or queue()).events[1:])
    await screen.frame()


async def test_the_hint_says_where_the_question_is(open_screen, lesson):
    async with open_screen(Story().family(2), lesson=lesson) as screen:
        await show(screen)
        assert "Answer the question in the note with 1, 2." in screen.text(screen.main.hint)
        await screen.press("i")
        assert "Press i for the question, 1, 2 to answer it" in screen.text(screen.main.hint)


async def test_a_question_is_asked_and_the_hint_says_how_to_answer(open_screen, lesson):
    async with open_screen(queue(), lesson=lesson) as screen:
        await show(screen)
        text = note(screen)
        assert "Before you watch" in text
        assert "1 It raises queue.Full" in text
        assert "2 It waits for a getter" in text
        assert "Press 1, 2 to answer" in text
        assert "Press - for a smaller queue" in screen.text(screen.main.hint), "what to do goes before what to guess"
        assert "1 answer" in screen.footer


@pytest.mark.parametrize(("key", "right"), [("1", False), ("2", True)])
async def test_an_answer_runs_the_program_and_is_judged_by_what_happens(open_screen, lesson, tmp_path, key, right):
    progress = Progress(tmp_path / "data")
    async with open_screen(queue(), lesson=lesson, progress=progress) as screen:
        await show(screen)
        await screen.press(key)
        assert len(screen.session.restarted) == 1
        await start_again(screen)
        assert f"Your answer: {key}." in note(screen)
        assert progress.lesson("bounded").predicted is None
        await screen.feed(waits(screen), ev.RunFinished(screen.session.t + 2 * MS, ev.PROGRAM, 99, 0))
        told = "Right: It waits for a getter" if right else "Answer 2 is right: It waits for a getter"
        assert told in note(screen)
        assert any(told in notice.message for notice in screen.app._notifications)
        assert progress.lesson("bounded").predicted is right
        await screen.app.workers.wait_for_complete()
    again = Progress(tmp_path / "data")
    again.load()
    assert again.lesson("bounded").predicted is right
    assert again.lesson("bounded").seen


async def test_what_a_run_showed_before_the_answer_is_not_told(open_screen, lesson):
    async with open_screen(queue(), lesson=lesson) as screen:
        await screen.feed(waits(screen), ev.RunFinished(screen.session.t + 2 * MS, ev.PROGRAM, 99, 0))
        await show(screen)
        text = note(screen)
        assert "The run has shown it already." in text
        assert "✓ 2" not in text


async def test_experiments_are_ticked_off_when_the_events_show_them(open_screen, lesson, tmp_path):
    progress = Progress(tmp_path / "data")
    async with open_screen(queue(), lesson=lesson, progress=progress) as screen:
        await show(screen)
        assert "○ Press - until the maxsize is 1" in note(screen)
        await screen.feed(ev.KnobChanged(screen.session.t + 300 * MS, ev.PROGRAM, 80, "maxsize", 1))
        await show(screen)
        assert "✓ Press - until the maxsize is 1" in note(screen)
        assert "○ Let the program say hello" in note(screen)
        await screen.feed(ev.Output(screen.session.t + 300 * MS, 1, 81, "stdout", b"hel"))
        await screen.feed(ev.Output(screen.session.t + 300 * MS, 1, 82, "stdout", b"lo\n"))
        await show(screen)
        assert "✓ Let the program say hello" in note(screen)
        assert progress.lesson("bounded").experiments == [0, 1]
        await screen.press("r")
        await show(screen)
        assert "✓ Press - until the maxsize is 1" in note(screen), "done is done"


async def test_the_end_of_the_run_that_an_answer_replaces_is_not_judged(open_screen, lesson, tmp_path):
    progress = Progress(tmp_path / "data")
    async with open_screen(queue(), lesson=lesson, progress=progress) as screen:
        await show(screen)
        session = screen.session
        session.restart = session.restarted.append
        await screen.press("2")
        await screen.feed(waits(screen), ev.RunFinished(session.t + 2 * MS, ev.PROGRAM, 99, 0))
        assert "Your answer: 2." in note(screen)
        assert progress.lesson("bounded").predicted is None
        await screen.feed(*queue().events)
        await screen.feed(waits(screen), ev.RunFinished(session.t + 2 * MS, ev.PROGRAM, 99, 0))
        assert "Right: It waits for a getter" in note(screen)
        await screen.press("1")
        await screen.feed(*queue().events)
        assert "Your answer: 1." in note(screen), "the new run has shown nothing yet"


async def test_a_run_with_a_knob_turned_or_begun_otherwise_does_not_judge_the_answer(open_screen, lesson, tmp_path):
    progress = Progress(tmp_path / "data")
    full = ("put", 7, "full", None, None)
    async with open_screen(queue(), lesson=lesson, progress=progress) as screen:
        await show(screen)
        await screen.press("2")
        await start_again(screen)
        await screen.press("minus")
        await screen.feed(waits(screen), ev.OpFinished(screen.session.t + MS, 2, 91, *full))
        await screen.feed(ev.RunFinished(screen.session.t + 2 * MS, ev.PROGRAM, 99, 0))
        assert "This run is not what the question" in note(screen)
        assert progress.lesson("bounded").predicted is None
        await screen.press("2")
        await start_again(screen)
        await screen.feed(waits(screen), ev.RunFinished(screen.session.t + 2 * MS, ev.PROGRAM, 99, 0))
        assert progress.lesson("bounded").predicted is True
        await screen.press("r")
        await start_again(screen)
        await screen.feed(waits(screen), ev.OpFinished(screen.session.t + MS, 2, 91, *full))
        await screen.feed(ev.RunFinished(screen.session.t + 2 * MS, ev.PROGRAM, 99, 0))
        assert "Right: It waits for a getter" in note(screen), "what was shown stays"
        assert progress.lesson("bounded").predicted is True


async def test_what_happens_right_before_a_silence_is_judged_at_the_next_second(open_screen, lesson):
    clock = [0]
    async with open_screen(queue(), lesson=lesson, now=lambda: clock[0]) as screen:
        await show(screen)
        await screen.press("2")
        await start_again(screen)
        began = screen.session.t
        await screen.feed(ev.Output(began + 200 * MS, 2, 88, "stdout", b"far\n"))
        await screen.feed(ev.OpStarted(began + 201 * MS, 2, 90, "put", 7, "program.py:3"))
        assert "Right: " not in note(screen)
        clock[0] += 1000 * MS
        await screen.frame()
        assert "Right: It waits for a getter" in note(screen)


async def test_figures_are_drawn_from_what_the_run_printed(open_screen, lesson):
    async with open_screen(queue(), lesson=lesson, size=(160, 45)) as screen:
        await show(screen)
        assert "took not yet" in note(screen)
        await screen.feed(ev.Output(screen.session.t + 300 * MS, 1, 81, "stdout", b"the job took 12.5 ms\n"))
        await show(screen)
        assert any("12.5 ms" in row for row in screen.rows())
        assert any(row.count("█") >= 16 for row in screen.rows())
        assert "in those before" not in note(screen)
        await screen.press("r")
        await screen.feed(*queue().events[1:], ev.Output(screen.session.t + MS, 1, 81, "stdout", b"took 25 ms\n"))
        await screen.feed(ev.RunFinished(screen.session.t + MS, ev.PROGRAM, 99, 0))
        await show(screen)
        assert "Measured in this run, and in earlier runs" in note(screen)
        assert any("25 ms ▅█" in row for row in screen.rows())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_chinese_is_laid_out_within_the_screen(open_screen, lesson, size):
    async with open_screen(queue(), lesson=lesson, size=size, language="zh") as screen:
        await show(screen)
        if not screen.main.note.display:
            await screen.press("i")
            await show(screen)
        screen.main.note.scroll_home(animate=False)
        await show(screen)
        assert "动手试试" in note(screen)
        assert "先猜一猜" in note(screen)
        screen.main.note.scroll_end(animate=False)
        await show(screen)
        shown = "".join(screen.rows()).replace(" ", "").replace("▏", "")
        for character in "读者就看不到后面的内容了":
            assert character in shown
        for strip in screen.app.screen._compositor.render_strips():
            assert sum(segment.cell_length for segment in strip) == size[0]


async def test_home_and_end_go_to_both_ends_of_a_note_that_fills_the_screen(open_screen):
    async with open_screen(queue(), lesson="queue", size=(80, 24)) as screen:
        await show(screen)
        await screen.press("i")
        note = screen.main.note
        await screen.press("end")
        assert note.scroll_y == note.max_scroll_y > 0
        await screen.press("home")
        assert note.scroll_y == 0
        await screen.press("end", "2", "i")
        assert note.scroll_y == 0, "there the answer is"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
@pytest.mark.parametrize("name", ["queue", "garbled"])
async def test_experiments_hang_from_their_marks(open_screen, name, size):
    async with open_screen(queue(), lesson=name, size=size) as screen:
        await show(screen)
        if not screen.main.note.display or size == (80, 24):
            await screen.press("i")
        shown = screen.main.note.query_one("#note-quiz")
        lines = [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]
        tried = lines[lines.index("Now try") + 1 :]
        assert len(tried) >= 4
        assert all(line.startswith((" ○ ", "   ")) for line in tried)


async def test_a_key_without_an_answer_says_so(open_screen, lesson):
    async with open_screen(queue(), lesson=lesson) as screen:
        await screen.press("3")
        assert screen.session.restarted == []


async def test_a_broken_record_of_progress_is_said(open_screen, lesson, tmp_path):
    (tmp_path / "progress.json").write_text("{")
    progress = Progress(tmp_path)
    progress.load()
    async with open_screen(queue(), lesson=lesson, progress=progress) as screen:
        assert any("progress.broken.json" in notice.message for notice in screen.app._notifications)


async def test_the_lessons_knobs_are_turned_with_the_arrows_and_enter_runs_it_so(open_screen):
    async with open_screen(queue(), lesson="queue", size=(80, 24)) as screen:
        await screen.press("K")
        assert "putters ◂ 10 ▸ 1 to 64" in note(screen)
        await screen.press("down", "right", "shift+right", "l", "h", "enter")
        (options,) = screen.session.restarted
        assert options.args[:2] == ("--putters", "21")
        await screen.press("K", "right", "escape")
        assert len(screen.session.restarted) == 1
        await screen.press("K", "enter")
        assert len(screen.session.restarted) == 2, "as they stand: the program runs again"
