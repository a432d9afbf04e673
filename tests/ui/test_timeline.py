import pytest

from mptui.model.track import CHANGES
from mptui.ui.views.timeline.timeline import time_text
from mptui.ui.views.timeline.window import STEPS, USUAL, Window

from .scripted import MS, Story, crowd, queues

SEC = 1000 * MS


def busy():
    """A lock that goes round, a queue that fills, a knob, a death; about six seconds."""
    story = Story().family(3).object(1, "Lock", "lock").object(2, "Queue", "jobs", maxsize=3).wait_ms(500)
    story.begin(2, "acquire", 1).end(2, "acquire", 1).wait_ms(1000).write(2, "mine\n")
    story.begin(3, "acquire", 1).wait_ms(1500).end(2, "release", 1).end(3, "acquire", 1).wait_ms(500)
    story.knob("pace", 0.05)
    for depth in (1, 2, 3):
        story.begin(4, "put", 2).end(4, "put", 2, depth=depth).wait_ms(400)
    return story.begin(4, "put", 2).wait_ms(800).exit(2, -9).wait_ms(500).knob("lock", False)


def row_of(screen, name):
    return next(row for row in screen.rows(screen.part("timeline")) if name in row)


async def test_a_row_says_what_was_done_and_with_what(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t")
        text = screen.text(screen.part("timeline"))
        assert "timeline · following · 0.1 s a cell" in text
        assert "═lock═" in row_of(screen, "1 Process-1").replace("╩", "═").replace("╦", "═")
        assert "░lock░" in row_of(screen, "2 Process-2").replace("▒", "░")
        assert "░jobs░" in row_of(screen, "3 Process-3").replace("▒", "░")
        assert "✗" in row_of(screen, "1 Process-1")[25:]
        assert row_of(screen, "jobs").strip().endswith("█")
        assert "◆" in screen.rows(screen.part("timeline"))[1]


async def test_the_cursor_freezes_and_tells_that_moment(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t", "tab")
        await screen.press(*["shift+left"] * 1, *["left"] * 10)
        window = screen.part("timeline").window
        window.put(20, screen.ui.engine.now, screen.part("timeline").width)
        await screen.press("left", "right")
        text = screen.text(screen.part("timeline"))
        assert "frozen at 2.05 s" in text
        assert "at 2.050 s  2 running · 1 running and holding · 1 blocked" in text
        assert "1 Process-1 running since 0.5" in text
        assert "held lock" in text
        assert "1 blocked in acquire of lock, held by 1 Process-1 since 0.5" in text
        assert "jobs: nothing yet" in text
        await screen.press("end")
        assert "following" in screen.text(screen.part("timeline"))


async def test_what_is_frozen_stands_still_while_the_run_goes_on(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t", "left", "left")
        before = screen.rows(screen.part("timeline"))[2:7]
        later = Story(t=screen.session.t + 400 * MS)
        await screen.feed(*later.begin(3, "acquire", 1).end(3, "acquire", 1).events[1:])
        after = screen.rows(screen.part("timeline"))[2:7]
        start = before[1].index("─")
        assert [row[start : start + 40] for row in before] == [row[start : start + 40] for row in after]


async def test_knobs_turned_at_the_cursor_are_read_out(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t", "left")
        turn = screen.ui.engine.history.turns[0]
        timeline = screen.part("timeline")
        timeline.window.put(turn.t // timeline.window.cell, screen.ui.engine.now, timeline.width)
        await screen.press("left", "right")
        assert "pace 0.05 s at 3.5" in screen.text(timeline)


async def test_zoom_keeps_the_cursors_time_and_ends_somewhere(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t", "shift+left")
        timeline = screen.part("timeline")
        t = timeline.window.t
        for key in (">", ">", "<"):
            await screen.press({"<": "less_than_sign", ">": "greater_than_sign"}[key])
            assert abs(timeline.window.t - t) <= 100 * MS
            assert "frozen" in screen.text(timeline)
        while timeline.zoom(-1):
            pass
        await screen.press("greater_than_sign")
        assert "10 µs a cell" in screen.text(timeline)
        while timeline.zoom(1):
            pass
        await screen.press("less_than_sign")
        assert "50 s a cell" in screen.text(timeline)
        await screen.press("0")
        assert "following" in screen.text(timeline)
        assert timeline.window.cell * timeline.width >= screen.ui.engine.now


async def test_home_is_the_oldest_moment(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t", "home")
        assert "frozen at 0.05 s" in screen.text(screen.part("timeline"))
        await screen.press("left", "left")
        assert "frozen at 0.05 s" in screen.text(screen.part("timeline"))


async def test_another_run_is_followed_from_its_start(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t", "left", "left")
        await screen.feed(*Story().family(2).events)
        assert "following" in screen.text(screen.part("timeline"))
        assert "Process-3" not in screen.text(screen.part("timeline"))


async def test_a_run_that_is_over_is_shown_as_a_whole(open_screen):
    story = Story().family(2).wait_ms(300).exit(2).exit(3).exit(1).finish()
    async with open_screen(story) as screen:
        await screen.press("t")
        assert "0.005 s a cell" in screen.text(screen.part("timeline"))


async def test_a_zoom_finer_than_what_is_known_says_so(open_screen):
    story = busy()
    for _ in range(2 * CHANGES):
        story.begin(3, "acquire", 1).end(3, "acquire", 1)
    async with open_screen(story) as screen:
        await screen.press("t", "home", "right", *["greater_than_sign"] * 6)
        assert "0.001 s a cell, known to 0.1 s" in screen.text(screen.part("timeline"))


async def test_pages_of_300_workers(open_screen):
    async with open_screen(crowd(300)) as screen:
        await screen.press("t")
        room = screen.part("timeline").room
        assert f"1 to {room} of 301" in screen.text(screen.part("timeline"))
        await screen.press("pagedown", "pagedown")
        assert screen.ui.chosen_worker.id == 2 * room + 1
        assert screen.ui.chosen_worker.name in screen.text(screen.part("timeline"))
        for _ in range(40):
            screen.part("timeline").turn_page(1)
        await screen.press("pagedown")
        assert screen.ui.chosen_worker.id == 301
        for _ in range(40):
            screen.part("timeline").turn_page(-1)
        await screen.press("pageup")
        assert screen.ui.chosen_worker.id == 1


async def test_a_click_puts_the_cursor_and_selects_the_row(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t")
        timeline = screen.part("timeline")
        await screen.pilot.click(timeline, offset=(timeline.size.width - timeline.width + 7, 5))
        await screen.frame()
        assert timeline.window.cursor == 7
        assert screen.ui.chosen_worker.name == "Process-2"


async def test_the_selected_object_has_the_row(open_screen):
    async with open_screen(busy()) as screen:
        await screen.press("t")
        screen.ui.object = 1
        await screen.press("left")
        row = row_of(screen, " lock  ")
        assert "1══" in row
        assert "2══" in row


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45), (40, 12), (20, 5), (300, 100)])
@pytest.mark.parametrize("story", [busy, queues, lambda: crowd(40)])
async def test_rows_fit_any_size(open_screen, size, story):
    async with open_screen(story(), size=size) as screen:
        await screen.press("t")
        for keys in ((), ("left",), ("shift+left",), ("greater_than_sign",), ("home",), ("0",)):
            await screen.press(*keys)
            timeline = screen.part("timeline")
            assert len(timeline.rows()) <= max(timeline.size.height, 3)
            for strip in (timeline.render_line(y) for y in range(timeline.size.height)):
                assert strip.cell_length == timeline.outer_size.width


async def test_looking_costs_visible_rows_not_workers(open_screen):
    async with open_screen(crowd(300)) as screen:
        await screen.press("t")
        history, asked = screen.ui.engine.history, []
        known = history.cell
        history.cell = lambda track, *span: asked.append(track) or known(track, *span)
        screen.part("timeline")._cache.clear()
        screen.part("timeline").rows()
        assert len(set(map(id, asked))) == screen.part("timeline").room
        assert len(asked) <= screen.part("timeline").room * screen.part("timeline").width


async def test_wide_names_are_not_halved(open_screen):
    story = Story().family(2).object(1, "Lock", "鍵鍵鍵").wait_ms(100)
    story.begin(2, "acquire", 1).end(2, "acquire", 1).wait_ms(1500).knob("pace", 0.1)
    async with open_screen(story) as screen:
        await screen.press("t", *["left"] * 8)
        assert "鍵鍵鍵" in row_of(screen, "1 Process-1")
        for column in range(12):
            await screen.press("left")
            for strip in (screen.part("timeline").render_line(y) for y in range(screen.part("timeline").size.height)):
                assert strip.cell_length == screen.part("timeline").outer_size.width, column


def test_the_window_follows_until_it_is_moved():
    window, now, width = Window(), 60 * SEC, 100
    assert STEPS[USUAL] == 100 * MS
    assert window.left(now, width) == 500
    window.move(-1, now, width)
    assert window.cursor == 599
    assert window.left(2 * now, width) == 500
    window.move(-150, now, width)
    assert (window.cursor, window.left(now, width)) == (449, 449)
    window.pan(-1, now, width)
    assert (window.cursor, window.left(now, width)) == (424, 424)
    window.pan(100, now, width)
    assert window.cursor == 599
    window.follow()
    assert window.left(now, width) == 500


@pytest.mark.parametrize(
    ("ns", "step", "text"), [(2 * SEC, SEC, "2 s"), (2_340 * MS, 10 * MS, "2.34 s"), (5, 1000, "0.000000 s")]
)
def test_times_have_the_digits_they_need(ns, step, text):
    assert time_text(ns, step) == text
