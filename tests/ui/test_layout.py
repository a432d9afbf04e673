import pytest

from mptui import events as ev
from mptui.ui.arrange import WIDE, shares
from mptui.ui.views.all_views import VIEWS

from .scripted import Story, crowd, garbled, queues

VIEW_IDS = [info.id for info in VIEWS]
SIZES = [(20 + step * 37 % 281, 5 + step * 23 % 96) for step in range(197)] + [(20, 5), (300, 100), (20, 100)]


def left_to_right(screen):
    main = screen.main
    parts = {"source": screen.part("source"), "panes": main.wall, "console": main.console, "note": main.note}
    shown = {name: part.region for name, part in parts.items() if part.display}
    return sorted(shown, key=lambda name: shown[name].x), shown


async def test_wide_shows_source_panes_and_console_side_by_side_and_the_objects_below(open_screen):
    async with open_screen(queues(), size=(160, 45)) as screen:
        names, at = left_to_right(screen)
        assert names == ["source", "panes", "console"]
        assert len({region.y for region in at.values()}) == 1
        objects = screen.main.objects.region
        assert objects.y >= max(region.bottom for region in at.values())
        assert objects.width == 160
        await screen.press("c")
        assert left_to_right(screen)[0] == ["source", "console"]
        assert left_to_right(screen)[1]["console"] == at["console"], "the console stays where it is"
        await screen.press("escape")
        assert left_to_right(screen) == (names, at)


async def test_wide_the_note_stands_in_the_place_of_the_source(open_screen):
    async with open_screen(garbled(), lesson="garbled", size=(160, 45)) as screen:
        names, at = left_to_right(screen)
        assert names == ["note", "panes", "console"]
        await screen.press("i")
        after, then = left_to_right(screen)
        assert after == ["source", "panes", "console"]
        assert (then["panes"].x, then["console"]) == (at["panes"].x, at["console"]), "nothing jumps"


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_below_that_the_console_stands_under_the_panes(open_screen, size):
    async with open_screen(queues(), size=size) as screen:
        names, at = left_to_right(screen)
        assert "source" not in names
        assert at["console"].y >= at["panes"].bottom
        assert at["console"].width == at["panes"].width == size[0]
        assert "lock on" in screen.status


@pytest.mark.parametrize("width", [1, 20, 40, 80, WIDE - 1, WIDE, 300])
@pytest.mark.parametrize("height", [1, 5, 8, 12, 24, 36, 45, 100])
def test_the_shares_leave_room_for_a_pane(width, height):
    share = shares(width, height, lab=True)
    rows = share.status + share.objects + share.console + share.hint + 1
    assert rows < height or height < 5
    if share.wide:
        assert width - share.side - share.console_columns >= 40


async def storm(screen, views, sizes=SIZES):
    """One size after the other, each with the next of the views, while output and keys go on coming."""
    for place, (width, height) in enumerate(sizes):
        view = views[place % len(views)]
        screen.ui.object = 1 if view in ("objects", "object") else None
        screen.main.show_view(view)
        await screen.pilot.resize_terminal(width, height)
        if place % 5 == 0:
            t = screen.session.t + 1_000_000
            screen.session.feed(ev.Output(t, 2, 1000 + place, "stdout", b"another line \xe6\xb1\x89\n"))
        if place % 9 == 0:
            await screen.press("tab", "down")
        screen.main.frame()
        for widget in (*screen.main.views.made.values(), screen.main.status, screen.main.console, screen.main.objects):
            rows = widget.render_lines(widget.outer_size.region) if widget.display else []
            assert {row.cell_length for row in rows} <= {widget.outer_size.width}
    screen.main.show_view("panes")
    await screen.resize(120, 36)
    assert "lock on" in screen.text()


async def test_a_storm_of_sizes_raises_nothing(open_screen):
    async with open_screen(crowd(60)) as screen:
        await storm(screen, VIEW_IDS, SIZES[::4])


async def test_a_storm_of_sizes_with_a_note_raises_nothing(open_screen):
    async with open_screen(crowd(60), lesson="garbled") as screen:
        await storm(screen, VIEW_IDS, SIZES[::12])


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEW_IDS)
@pytest.mark.parametrize("story", [crowd, queues, garbled])
async def test_a_storm_of_200_sizes_raises_nothing_in_any_view(open_screen, view, story):
    async with open_screen(story()) as screen:
        await storm(screen, [view])


@pytest.mark.parametrize("number", [1, 7, 25, 60, 301])
async def test_tiles_and_cells_say_the_state_in_words(open_screen, number):
    story = crowd(number - 1) if number > 5 else Story().family(number)
    async with open_screen(story) as screen:
        wall = screen.text(screen.main.wall)
        assert "running" in wall
        assert "blocked" in wall or number == 1
