import re

import pytest

from mptui.ui.paint.text import cells, expand, fit, plain, split_at, visible

from .scripted import Story

NASTY = [
    b"\x1b[31mred\x1b[0m\n",
    b"\x1b]0;title\x07\x1bP payload \x1b\\\n",
    b"[bold red]markup[/] [@click=app.quit]click[/]\n",
    b"\xff\xfe broken utf-8 \xc3\n",
    b"nul \x00 bell \x07 back \x08 del \x7f\n",
    b"carriage\rreturn\r\n",
    "c1 \x9b31m \x85 sep \u2028 \u2029\n".encode(),
    "bidi \u202e\u2066 zero \u200b\ufeff join\u200der\n".encode(),
    "汉字 かな 한글 👩‍👩‍👧 ❤️ 🇩🇪 é̂ x̸̧\n".encode(),
    b"tab\there\tand\tthere\n",
    b"\xf0\x9f\x98\x80" * 3000 + b"\n",
    b"y" * 100_000,
]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_nasty_output_is_shown_and_not_obeyed(open_screen, size):
    story = Story().family(3).worker(9, "[bold]evil[/]\x1b[2J\n name")
    for data in NASTY:
        story.write(2, data).write(9, data, stream="stderr").write(0, data, stream="stray")
    story.object(1, "Lock", "[red]lock\x1b[0m", None).begin(9, "acquire", 1)
    async with open_screen(story, size=size) as screen:
        for key in ("z", "tab", "tab", "tab", "c", "g", "t", "escape", "pageup", "home", "end"):
            await screen.press(key)
            for row in screen.rows():
                assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in row), repr(row)
                assert cells(row) == size[0]


async def test_escapes_and_markup_are_visible(open_screen):
    story = Story().family(1)
    for data in NASTY[:6]:
        story.write(2, data)
    async with open_screen(story) as screen:
        assert "red" in screen.console
        assert "[31m" not in screen.console
        assert "[bold red]markup[/] [@click=app.quit]click[/]" in screen.console
        assert "\\xff\\xfe broken" in screen.console
        assert "␀" in screen.console
        assert re.search(r"carriage +\n.*return", screen.console)


async def test_a_line_of_10_mb_is_bounded_and_says_so(open_screen):
    story = Story().family(1)
    for _ in range(160):
        story.write(2, b"z" * 65536)
    async with open_screen(story) as screen:
        assert "… +" in screen.console
        await screen.press("tab", "z")
        assert "… +" in screen.text(screen.part("zoom"))


async def test_a_nasty_search_is_a_plain_text(open_screen):
    async with open_screen(Story().family(1).write(2, "a [b] c\n")) as screen:
        await screen.press("slash", "left_square_bracket", "b", "right_square_bracket", "enter")
        assert "on 1 lines" in screen.console


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain", "plain"),
        ("\x1b", "␛"),
        ("\x00\x1f\x7f", "␀␟␡"),
        ("\x9b", "\\x9b"),
        ("\u202e", "\\u202e"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
        ("nb\u00a0sp", "nb sp"),
        ("汉字é", "汉字é"),
        ("a\tb", "a\tb"),
    ],
)
def test_visible(raw, shown):
    assert visible(raw) == shown


def test_tabs_go_to_the_next_stop():
    assert expand("a\tb") == "a" + " " * 7 + "b"
    assert expand("\tb", column=3) == " " * 5 + "b"
    assert expand("汉\tb") == "汉" + " " * 6 + "b"


@pytest.mark.parametrize("width", range(12))
def test_fit_is_exact_for_wide_characters(width):
    for text in ("", "abc", "汉字汉字汉字", "a汉b字c", "x" * 30):
        assert cells(fit(text, width)) == width


def test_split_never_halves_a_wide_character():
    assert split_at("汉字", 3) == ("汉", "字")
    assert split_at("abc", 2) == ("ab", "c")


def test_plain_is_one_line():
    assert plain("a\nb\tc\x1b[0m") == "a b c␛[0m"
