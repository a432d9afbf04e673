import math
from itertools import combinations

import pytest
from rich.cells import cell_len

from mptui.model.lifecycle import WorkerState
from mptui.settings import FILE, Store
from mptui.ui.paint.styles import ASCII, DARK_WORKERS, LIGHT_WORKERS, THEMES, few_colours
from mptui.ui.terminal.terminal_filters import ascii_text

from .scripted import Story, crowd, garbled, queues

SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB."""


def rgb(name):
    """Linear RGB of `#rrggbb`."""
    parts = (int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def see(colour, sight):
    return [min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0), 1) for row in SIGHTS[sight]]


def luminance(colour):
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour):
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1, 1.08883)
    x, y, z = (sum(a * b for a, b in zip(row, colour, strict=True)) / w for row, w in zip(rows, white, strict=True))
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


STORIES = {"garbled": lambda: garbled(lock=False), "queues": queues, "crowd": lambda: crowd(120)}
VIEWS = ("escape", "O", "t", "g", "c", "z", "question_mark")


def strips(screen):
    return screen.app.screen._compositor.render_strips()


def test_every_glyph_has_one_ascii_character_of_the_same_width():
    for glyph, stand_in in ASCII.items():
        assert len(glyph) == len(stand_in) == cell_len(glyph) == 1
        assert stand_in.isascii()
        assert not glyph.isascii()
    assert len({state.ascii for state in WorkerState}) == len(WorkerState)
    for text in ("漢字 é 🎉", "a\u0301", "── ▶ ⏸", "\u200b"):
        assert cell_len(ascii_text(text)) == cell_len(text)
        assert ascii_text(text).isascii()


@pytest.mark.parametrize("story", STORIES)
async def test_in_ascii_nothing_else_reaches_the_terminal_in_any_view(open_screen, story):
    told = STORIES[story]().write(2, "漢字 naïve 🎉 \x1b[31m\n")
    async with open_screen(told, lesson="garbled", ascii_only=True) as screen:
        for key in VIEWS:
            await screen.press(key)
            text = screen.text()
            assert text.isascii(), {character for character in text if not character.isascii()}
            assert "lock o" in text or key == "question_mark"
        await screen.press("escape", "o")
        assert screen.text().isascii()


async def test_without_colours_no_cell_has_one_and_states_still_differ(open_screen, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_screen(queues()) as screen:
        for key in VIEWS:
            await screen.press(key)
            for strip in strips(screen):
                for _, style, _ in strip:
                    assert style is None or (style.color is None and style.bgcolor is None), key
        await screen.press("escape", "escape", "escape", "tab")
        assert any(style and style.reverse for strip in strips(screen) for _, style, _ in strip), "the selection shows"
        for word in ("▶ running", "⏸ blocked"):
            assert word in screen.text(screen.main.wall)


@pytest.mark.parametrize(("term", "few"), [("xterm", True), ("linux", True), ("xterm-256color", False)])
async def test_sixteen_colours_are_those_of_the_terminal(open_screen, monkeypatch, term, few):
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM")
    async with open_screen(queues()) as screen:
        assert few_colours(screen.app) is few
        assert screen.app.current_theme.ansi is few
        if few:
            colours = {style.color for strip in strips(screen) for _, style, _ in strip if style and style.color}
            assert all(colour.number is None or colour.number < 16 for colour in colours)
            assert not any(colour.is_default is False and colour.triplet for colour in colours)


@pytest.mark.parametrize(("names", "theme"), [(DARK_WORKERS, THEMES[0]), (LIGHT_WORKERS, THEMES[1])])
def test_workers_colours_differ_for_everybody(names, theme):
    for sight in SIGHTS:
        seen = [lab(see(rgb(name), sight)) for name in names]
        for one, other in combinations(seen, 2):
            assert math.dist(one, other) >= 20
    for name in names:
        assert contrast(rgb(name), rgb(theme.background)) >= 4.5


async def test_the_chosen_theme_note_and_order_are_found_again_and_no_knob_of_a_run(open_screen, tmp_path):
    async with open_screen(queues(), lesson="garbled", store=Store(tmp_path)) as screen:
        assert screen.main.note.display
        screen.app.theme = "mptui-light"
        await screen.press("i", "right_square_bracket", "O", "S")
        sort = screen.part("objects").column.id
        await screen.app.workers.wait_for_complete()
    assert (tmp_path / FILE).exists()
    store = Store(tmp_path)
    store.load()
    assert (store.settings.theme, store.settings.note, store.settings.sort) == ("mptui-light", False, sort)
    async with open_screen(queues(), lesson="garbled", store=store) as screen:
        assert screen.app.theme == "mptui-light"
        assert not screen.main.note.display
        assert screen.part("objects").column.id == sort
        assert screen.session.turned == []
    assert "pace" not in (tmp_path / FILE).read_text()


async def test_what_is_wrong_with_the_settings_is_said(open_screen, tmp_path):
    (tmp_path / FILE).write_text("theme = ")
    store = Store(tmp_path)
    store.load()
    async with open_screen(Story().family(2), store=store) as screen:
        await screen.pilot.pause()
        assert "settings were broken" in " ".join(screen.text().split())


async def test_a_theme_that_is_gone_is_no_reason_to_fail(open_screen, tmp_path):
    (tmp_path / FILE).write_text('theme = "of another version"\nsort = "nonsense"\n')
    store = Store(tmp_path)
    store.load()
    async with open_screen(Story().family(2), store=store) as screen:
        assert screen.app.theme == "mptui-dark"


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
async def test_without_shades_dialogs_have_frames_and_the_selected_lesson_stands_out(open_screen, monkeypatch, environ):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    async with open_screen(queues(), lesson="queue", size=(90, 30)) as screen:
        await screen.press("o")
        assert "╭" in screen.text()

        def looks(name):
            return {style for strip in strips(screen) for text, style, _ in strip if text.strip() == name}

        selected, others = looks("A bounded queue"), looks("A one-way pipe")
        assert len(selected) == len(others) == 1
        (one,), (other,) = selected, others
        assert (one.underline, one.bgcolor) != (other.underline, other.bgcolor)
