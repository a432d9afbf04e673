import re

import pytest

from mptui import events as ev
from mptui.projections.object_facts import COLUMNS
from mptui.ui.views.objects.detail import read_line

from .scripted import MS, Story, crowd, queues

VIEWS = {"panes": [], "zoom": ["z"], "source": ["c"], "timeline": ["t"], "graph": ["g"], "console": ["C"]}


def busy(locks=12):
    """Many locks, each held for another time and waited for by another number of workers."""
    story = Story().family(locks + 3)
    for number in range(1, locks + 1):
        story.object(number, "Lock", f"lock-{number}")
        story.begin(2, "acquire", number).end(2, "acquire", number).wait_ms(number * 10).end(2, "release", number)
    story.begin(3, "acquire", 5).end(3, "acquire", 5).begin(4, "acquire", 5).begin(5, "acquire", 5)
    return story.begin(6, "acquire", 7)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_two_keys_answer_who_holds_who_waits_and_since_when(open_screen, view, size):
    async with open_screen(crowd(300), size=size) as screen:
        await screen.press(*VIEWS[view])
        await screen.press("O", "enter")
        text = screen.text(screen.part("object"))
        assert re.search(r"held by 1 Process-1 +▶ running +for \d+\.\d s, since 0\.605 s", text)
        assert "waiting 149" in text
        assert re.search(r"2 Process-2 +⏸ acquire +for \d+\.\d s +since 0\.606 s", text)


async def test_all_who_wait_can_be_paged_through(open_screen):
    async with open_screen(crowd(300), size=(100, 30)) as screen:
        await screen.press("O", "enter")
        detail, seen = screen.part("object"), set()
        pages = 0
        while len(seen) < 149 and pages < 150:
            pages += 1
            seen |= set(re.findall(r"⏸ acquire +for \S+ s +since (\S+) s", screen.text(detail)))
            await screen.press("pagedown")
        assert len(seen) == 149
        await screen.press("home")
        assert "1 to" in screen.text(detail)
        await screen.press("down", "down", "j")
        assert "· 4 to" in screen.text(detail)
        await screen.press("end")
        assert "to 149" in screen.text(detail)


async def test_the_selected_workers_own_object_is_selected(open_screen):
    async with open_screen(busy()) as screen:
        screen.ui.worker = 6
        await screen.press("O")
        assert screen.ui.object == 7
        assert screen.ui.view == "objects"
        await screen.press("enter")
        assert "lock-7" in screen.rows(screen.part("object"))[0]
        await screen.press("escape")
        assert screen.ui.view == "objects"
        await screen.press("escape")
        assert screen.ui.view == "panes"


async def test_the_table_is_sorted_by_key_in_words(open_screen):
    async with open_screen(busy(), size=(160, 45)) as screen:
        await screen.press("O")
        table = screen.part("objects")
        assert "by how many wait, most first" in screen.rows(table)[0]
        assert "lock-5" in screen.rows(table)[2]
        said = set()
        for _ in COLUMNS:
            await screen.press("S")
            said.add(re.search(r"by [a-z0-9 ]+, \w+ first", screen.rows(table)[0])[0])
        assert len(said) >= 9
        while table.column.id != "holdmax":
            await screen.press("S")
        assert "lock-12" in screen.rows(table)[2]
        await screen.press("R")
        assert "by longest time held, least first" in screen.rows(table)[0]
        assert "lock-1 " in screen.rows(table)[2]


async def test_a_row_says_what_it_should(open_screen):
    async with open_screen(queues(), size=(160, 45)) as screen:
        screen.main.show_note(False)
        await screen.press("O")
        rows = screen.rows(screen.part("objects"))
        queue = next(row for row in rows if row.startswith(" queue"))
        assert "⏸ 3" in queue
        assert "2/3" in queue
        lock = next(row for row in rows if row.startswith(" print_lock"))
        assert "5 Process-5" in lock
        assert "1.0 ms" in lock


async def test_the_mouse_sorts_selects_and_opens(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("O")
        table = screen.part("objects")
        title = screen.rows(table)[1]
        await screen.pilot.click(table, offset=(title.index("hold max") + 2, 1))
        await screen.frame()
        assert table.column.id == "holdmax"
        await screen.pilot.hover(table, offset=(title.index("hold max") + 2, 1))
        assert "longest time held" in str(table.tooltip)
        await screen.pilot.click(table, offset=(5, 3))
        await screen.frame()
        assert screen.ui.object == table.listed()[1]
        await screen.pilot.click(table, offset=(5, 3))
        await screen.frame()
        assert screen.ui.view == "object"


async def test_the_page_of_a_queue_shows_its_layers_and_last_operations(open_screen):
    story = queues()
    async with open_screen(story, size=(140, 40)) as screen:
        screen.ui.object = 1
        await screen.press("O", "enter")
        text = screen.text(screen.part("object"))
        assert "3 put ──▶ [2 in feeder buffers] ──▶ [0 in the pipe] ──▶ 1 got" in text
        assert "made at program.py:12" in text
        assert re.search(r"0\.\d{6} s +5 Process-5 +get +ok", text)
        t = screen.session.t
        value = "\x1b[31m漢字\n[bold]"
        await screen.feed(ev.OpDone(t + MS, 7, 99, "get", 1, "/demo/program.py:3", "ok", value, depth=1, began=t))
        text = screen.text(screen.part("object"))
        assert "␛[31m漢字␊[bold]" in text


async def test_an_object_in_the_strip_opens_with_enter_and_escape_returns_there(open_screen):
    async with open_screen(queues()) as screen:
        screen.ui.object = 2
        await screen.press("enter")
        assert screen.ui.view == "object"
        await screen.press("escape")
        assert screen.ui.view == "panes"
        assert screen.ui.object == 2


async def test_rows_stand_still_within_a_second(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("O")
        table = screen.part("objects")
        before = table.listed()
        t = screen.session.t
        await screen.feed(*(ev.OpStarted(t, worker, 50, "acquire", 9, "p.py:1") for worker in (7, 8, 9, 10)))
        assert table.listed() == before
        await screen.feed(ev.WorkerNamed(t + 1_000 * MS, 7, 51, "later"))
        assert table.listed()[0] == 9


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 36), (160, 45), (300, 100)])
async def test_rows_are_as_wide_as_the_screen_lets_them_be(open_screen, size):
    story = busy().object(90, "Queue", "漢字" * 20, maxsize=2).object(91, "Thing", "\x1b[2J")
    async with open_screen(story, size=size) as screen:
        await screen.press("O")
        for widget in (screen.part("objects"), screen.part("object")):
            for y in range(widget.size.height):
                assert widget.render_line(y).cell_length == widget.outer_size.width
            await screen.press("end", "enter")


async def test_nothing_there_is_said(open_screen):
    async with open_screen(Story().family(2)) as screen:
        await screen.press("O")
        assert "no locks, queues or pipes yet" in screen.text()
        await screen.press("down", "S", "R", "pagedown", "escape")
        assert screen.ui.view == "panes"


def test_the_line_that_made_an_object(tmp_path):
    path = tmp_path / "p.py"
    path.write_bytes(b"import x\n    lock = \tLock()  # \x1b[31m \xff\n")
    assert read_line(f"{path}:2") == "lock =  Lock()  # ␛[31m \\xff"
    for where in (f"{path}:9", f"{path}:", f"{path}:0x", "", "nowhere:1", f"{tmp_path}:1"):
        assert read_line(where) == ""
