"""The console and a zoomed pane: standing still, picking, the lens, and taking lines away."""

import pytest

from mptui.model.output import CONSOLE_LINES
from mptui.session import RunOptions
from mptui.ui.paint.text import cells
from mptui.ui.views.output.lens_paint import milliseconds
from mptui.ui.views.output.lines_part import CLIPBOARD

from .scripted import Story, garbled


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Exports go to a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def numbered(count, workers=3):
    story = Story().family(workers)
    for number in range(1, count + 1):
        story.write(2 + number % workers, f"line {number}\n")
    return story


def more(story, count, text="news"):
    start = len(story.events)
    for number in range(count):
        story.write(2, f"{text} {number}\n")
    return story.events[start:]


def body(screen, widget=None):
    return screen.rows(widget or screen.main.console)[1:]


async def test_f_freezes_while_the_program_goes_on_and_follows_again(open_screen):
    story = numbered(60)
    async with open_screen(story) as screen:
        await screen.press("f")
        before = body(screen)
        await screen.feed(*more(story, CONSOLE_LINES + 100))
        assert body(screen) == before, "also when the ring has forgotten these lines"
        assert f"frozen, {CONSOLE_LINES + 100} below · f follows" in screen.console
        await screen.press("pageup")
        assert "line 41" in screen.console
        await screen.press("f")
        assert f"news {CONSOLE_LINES + 99}" in screen.console
        assert "frozen" not in screen.console


async def test_all_that_is_kept_can_be_scrolled_to_also_when_lines_wrap(open_screen):
    story = Story().family(1)
    for number in range(40):
        story.write(2, f"line {number} " + "x" * 150 + "\n")
    async with open_screen(story, size=(80, 24)) as screen:
        await screen.press("home")
        assert "line 0 " in body(screen)[0]
        await screen.press(*["pagedown"] * 60)
        assert screen.main.console.following


async def test_v_picks_lines_y_copies_them_and_escape_lets_go(open_screen):
    async with open_screen(numbered(60)) as screen:
        await screen.press("v", "up", "v", "k", "up")
        assert "3 lines picked" in screen.console
        marks = [row[8] for row in body(screen)]
        assert marks[-4:] == ["▶", "▌", "▌", "│"]
        await screen.press("y")
        assert screen.app.clipboard == "line 57\nline 58\nline 59\n"
        await screen.press("v", "end", "y")
        assert screen.app.clipboard == "line 60\n"
        await screen.press("escape")
        assert screen.main.console.following
        assert "picked" not in screen.console


async def test_the_cursor_scrolls_the_lines_and_reaches_both_ends(open_screen):
    async with open_screen(numbered(60)) as screen:
        await screen.press("v", "home")
        assert "line 1" in body(screen)[0]
        assert screen.main.console.current == 1
        await screen.press("pagedown", "pagedown")
        assert screen.main.console.current > 10
        await screen.press("G")
        assert screen.main.console.current == 60
        assert not screen.main.console.following


async def test_while_lines_are_picked_the_panes_keep_their_selection(open_screen):
    async with open_screen(numbered(60)) as screen:
        await screen.press("tab")
        worker = screen.ui.worker
        await screen.press("v", "up", "down", "escape")
        assert screen.ui.worker == worker


async def test_the_mouse_picks_drags_and_opens_the_lens(open_screen):
    async with open_screen(numbered(60)) as screen:
        console = screen.main.console
        last = console.size.height - 1
        await screen.pilot.click("#console", offset=(20, last))
        await screen.frame()
        assert "1 line picked" in screen.console
        await screen.pilot.mouse_down("#console", offset=(20, last))
        await screen.pilot.hover("#console", offset=(20, last - 2))
        await screen.pilot.mouse_up("#console", offset=(20, last - 2))
        await screen.frame()
        assert [line.text for line in console.picked_lines] == ["line 58", "line 59", "line 60"]
        assert screen.app.screen is screen.main
        for _ in range(2):
            await screen.pilot.click("#console", offset=(20, last))
        await screen.frame()
        assert "Line 60 · whole · 1 fragment from 1 worker" in screen.text()


async def test_y_copies_what_is_visible_when_nothing_is_picked_and_refuses_too_much(open_screen):
    story = numbered(3)
    async with open_screen(story) as screen:
        await screen.press("y")
        assert screen.app.clipboard == "line 1\nline 2\nline 3\n"
        for _ in range(60):
            story.write(2, "é" * 1900 + "\n")
        await screen.feed(*story.events[-60:])
        await screen.press("v", "v", "home", "y")
        assert screen.app.clipboard == "line 1\nline 2\nline 3\n"
        assert any("E exports" in note.message for note in screen.app._notifications)
        assert CLIPBOARD < 60 * 1900 * 2


async def test_nothing_that_a_terminal_obeys_gets_into_the_clipboard(open_screen):
    async with open_screen(Story().family(1).write(2, "a\x1b[31m\x07b\tc\n")) as screen:
        await screen.press("y")
        assert screen.app.clipboard == "a␇b\tc\n"


async def test_m_shows_the_selected_workers_lines_alone_and_follows_the_selection(open_screen):
    story = numbered(30)
    async with open_screen(story) as screen:
        await screen.press("tab", "m")
        assert "only Process-1" in screen.console
        assert [row.split("│ ")[1].split()[1] for row in body(screen) if "line" in row][-2:] == ["27", "30"]
        await screen.press("tab")
        assert "only Process-2" in screen.console
        assert "line 28" in screen.console
        assert "line 29" not in screen.console
        await screen.feed(*more(story, 2))
        assert "news" not in screen.console
        await screen.press("escape")
        assert "news 1" in screen.console
        assert "only" not in screen.rows(screen.main.console)[0]


async def test_where_there_are_no_lines_that_is_said(open_screen, elsewhere):
    async with open_screen(numbered(30)) as screen:
        await screen.press("m")
        assert "nothing that this worker wrote is kept" in screen.console
        for key in ("v", "y", "L", "e", "E"):
            await screen.press(key)
        assert screen.app.screen is screen.main
        assert {note.message for note in screen.app._notifications} == {"there are no lines here"}
        assert list(elsewhere.iterdir()) == []


async def test_a_search_within_one_workers_lines_finds_only_those(open_screen):
    async with open_screen(numbered(30)) as screen:
        await screen.press("tab", "m", "slash", *"line", "enter")
        assert "on 10 lines" in screen.console
        before = screen.main.console.current
        await screen.press("N")
        assert screen.main.console.current == before - 3


async def test_the_present_match_is_marked_and_can_be_looked_at(open_screen):
    async with open_screen(numbered(60)) as screen:
        await screen.press("slash", *"line", "space", "3", "enter")
        assert [row[8] for row in body(screen)].count("▶") == 1
        await screen.press("N", "L")
        assert "Line 38 " in screen.text()


async def test_the_lens_tells_a_torn_lines_fragments_writers_order_and_times(open_screen):
    story = Story().family(2)
    story.write(2, "one ").write(3, "two ").write(2, "more\n").write(3, "end\n")
    async with open_screen(story) as screen:
        await screen.press("v", "up", "enter")
        text = screen.text()
        times = [event.t for event in story.events[-4:]]
        assert "Line 1 · torn · 3 fragments from 2 workers" in text
        places = [text.index(f"{place} {milliseconds(t):>13}") for place, t in enumerate(times[:3], start=1)]
        assert places == sorted(places)
        for words in ("+1.000 ms", "1 Process-1", "2 Process-2", "“one ”", "“two ”", "“more”↵"):
            assert words in text
        assert "The message of Process-1 · torn by Process-2" in text
        assert "The message of Process-2 · ends on line 2 · torn by Process-1" in text
        assert "“two end”" in text
        await screen.press("escape")
        assert screen.app.screen is screen.main
        assert screen.main.console.current == 1


async def test_the_lens_on_a_zoomed_pane_finds_the_line_in_the_console(open_screen):
    async with open_screen(garbled(lock=False)) as screen:
        await screen.press("tab", "tab", "z", "v", "L")
        assert "torn" in screen.text()
        assert "The message of Process-2" in screen.text()


async def test_a_long_lens_scrolls_and_fits_everywhere(open_screen):
    story = Story().family(3)
    for number in range(80):
        story.write(2 + number % 3, "世界👍 x")
    story.write(2, "\n")
    for size in ((120, 36), (80, 24), (40, 12), (20, 5)):
        async with open_screen(story, size=size) as screen:
            await screen.press("L")
            for key in ("j", "down", "pagedown", "end", "k", "up", "home", "end"):
                await screen.press(key)
                for row in screen.rows():
                    assert cells(row) == size[0]
            if size[1] > 12:
                assert "世界" in screen.text()
            await screen.press("escape")
            assert screen.app.screen is screen.main


async def test_the_visible_lines_are_exported_or_all_that_are_kept(open_screen, elsewhere):
    async with open_screen(numbered(60)) as screen:
        for key in ("e", "E"):
            await screen.press(key)
            await screen.app.workers.wait_for_complete()
        visible, everything = (sorted(elsewhere.iterdir())[place].read_text().splitlines() for place in (0, 1))
        assert len(visible) == screen.main.console.size.height - 1
        assert visible[-1] == "  1     │ line 60"
        assert [line.split("│ ")[1] for line in everything] == [f"line {number}" for number in range(1, 61)]
        told = [note.message for note in screen.app._notifications]
        assert any(f"60 lines written to {elsewhere}/mptui-program.py-2.txt" in text for text in told)


async def test_an_export_that_cannot_be_written_says_so_in_one_line(open_screen, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mptui.ui.views.output.output_text.write_new", refuse)
    async with open_screen(numbered(3)) as screen:
        await screen.press("e")
        await screen.app.workers.wait_for_complete()
        (told,) = [note.message for note in screen.app._notifications if "cannot write" in note.message]
        assert "Permission denied" in told
        assert "\n" not in told


async def test_the_console_gets_the_whole_screen(open_screen):
    async with open_screen(numbered(60), size=(80, 24)) as screen:
        before = screen.main.console.size.height
        await screen.press("C")
        assert screen.main.console.size.height > before + 5
        await screen.press("up")
        assert not screen.main.console.following
        await screen.press("escape")
        assert screen.main.console.size.height == before
        assert "Process-1" in screen.text(screen.main.wall)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_wide_characters_at_the_edge_break_no_row(open_screen, size):
    story = Story().family(3)
    for shift in range(12):
        story.write(2, "a" * shift + "世界한글👍🏽🇩🇪e\u0301" * 20 + "\n")
        story.write(3, "世" * 7).write(4, "👍").write(3, "é\u0302\n")
    async with open_screen(story, size=size) as screen:
        for keys in (
            ("v",),
            ("v", "k", "k"),
            ("escape",),
            ("slash", "界", "enter"),
            ("n",),
            ("C",),
            ("z",),
            ("v", "k"),
        ):
            await screen.press(*keys)
            for row in screen.rows():
                assert cells(row) == size[0], keys


async def test_picking_is_over_when_another_run_begins(open_screen):
    async with open_screen(numbered(30)) as screen:
        await screen.press("v", "k", "r")
        assert "picked" not in screen.console
        assert screen.main.console.following
        for key in ("v", "y", "L", "f", "e"):
            await screen.press(key)
        assert screen.app.screen is screen.main


async def test_a_search_marks_the_source_too_and_goes_through_it(open_screen, elsewhere):
    path = elsewhere / "program.py"
    path.write_text("".join(f"value_{number} = {number}\n" for number in range(1, 200)) + "needle = 0\nNeedle = 1\n")
    story = Story(RunOptions(str(path), start_method="fork")).family(2).write(2, "no such thing\n")
    async with open_screen(story, size=(80, 24)) as screen:
        await screen.press("c", "slash", *"needle", "enter")
        match = screen.ui.look.match

        def matches():
            pieces = (piece for row in screen.part("source").rows() for piece in row)
            return [piece.text for piece in pieces if piece.style == match]

        assert matches() == ["needle", "Needle"]
        assert screen.part("source")._search.at == 200
        await screen.press("n")
        assert screen.part("source")._search.at == 201
        await screen.press("n")
        assert screen.part("source")._search.at == 200
        await screen.press("escape")
        assert matches() == []


async def test_the_lens_takes_the_last_torn_line_when_nothing_is_picked(open_screen):
    story = Story().family(2).write(2, "one ").write(3, "two ").write(2, "more\n").write(3, "end\n")
    for _ in range(3):
        story.write(2, "whole\n")
    async with open_screen(story) as screen:
        await screen.press("L")
        assert "Line 2 · torn" in screen.text()
