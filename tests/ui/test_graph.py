import pytest

from .scripted import Story, crowd, queues


def deadlocked():
    story = (
        Story()
        .family(4)
        .object(1, "RLock", "lock_a")
        .object(2, "RLock", "lock_b")
        .object(3, "Queue", "jobs", maxsize=1)
    )
    for worker, first in ((2, 1), (3, 2)):
        story.begin(worker, "acquire", first).end(worker, "acquire", first)
    story.begin(2, "acquire", 2).begin(3, "acquire", 1).wait_ms(1500)
    story.begin(4, "put", 3).end(4, "put", 3, depth=1).begin(4, "put", 3).wait_ms(1000)
    return story.write(5, "works\n").join(1, 2).wait_ms(400).knob("pace", 0)


def philosophers(count=5):
    story = Story().family(count)
    for number in range(1, count + 1):
        story.object(number, "RLock", f"fork_{number}")
    for number in range(1, count + 1):
        story.begin(number + 1, "acquire", number).end(number + 1, "acquire", number)
    for number in range(1, count + 1):
        story.begin(number + 1, "acquire", number % count + 1)
    return story.wait_ms(1500).knob("pace", 0)


async def test_a_deadlock_is_said_and_drawn_as_a_ring(open_screen):
    async with open_screen(deadlocked()) as screen:
        await screen.press("g")
        rows = screen.rows(screen.part("graph"))
        text = "\n".join(rows)
        assert "4 wait · 1 deadlock" in text
        assert "2 workers wait for each other: Process-1 holds lock_a" in text
        assert "║ 1 Process-1 ║─acquire─▶│ lock_b │─held by─▶║ 2 Process-2 ║─acquire─▶│ lock_a │─╮" in text
        up = next(row for row in rows if "▲" in row)
        assert up.index("╯") == next(row for row in rows if "─╮" in row and "║" in row).index("─╮") + 1
        bad = screen.ui.look.bad.color
        cycle = screen.part("graph").render_line(2)
        assert any(segment.style and segment.style.color == bad for segment in cycle)


async def test_what_is_no_ring_is_a_band(open_screen):
    async with open_screen(deadlocked()) as screen:
        await screen.press("g")
        text = screen.text(screen.part("graph"))
        assert "nobody holds it: it is full 1/1" in text
        assert "join" in text
        assert "which waits for lock_b" in text
        assert "at program.py:40" in text


async def test_a_ring_that_is_too_wide_is_a_line_a_wait(open_screen):
    async with open_screen(philosophers(), size=(120, 36)) as screen:
        await screen.press("g")
        text = screen.text(screen.part("graph"))
        assert "╭▶ 1 Process-1" in text
        assert "╰─ 5 Process-5" in text
        assert text.count("─held by─") == 5


async def test_many_waiters_are_a_crowd_and_the_selected_one_is_named(open_screen):
    async with open_screen(crowd(20)) as screen:
        await screen.press("g")
        text = screen.text(screen.part("graph"))
        assert "and 6 more wait" in text
        assert "held by" in text
        assert "1 Process-1" in text
        await screen.press(*["tab"] * 8)
        assert "8 Process-8" in screen.text(screen.part("graph"))


async def test_it_scrolls_and_goes_to_the_selected_worker(open_screen):
    story = Story().family(30)
    for number in range(1, 16):
        story.object(number, "Lock", f"lock_{number}").begin(number + 1, "acquire", number).end(
            number + 1, "acquire", number
        )
    for number in range(1, 16):
        story.begin(number + 16, "acquire", number)
    async with open_screen(story, size=(80, 24)) as screen:
        await screen.press("g")
        assert "lock_1 " in screen.text(screen.part("graph"))
        assert "rows 1 to" in screen.text(screen.part("graph"))
        await screen.press("pagedown")
        assert "lock_1 " not in screen.text(screen.part("graph"))
        await screen.press("end")
        assert "lock_15" in screen.text(screen.part("graph"))
        await screen.press("home")
        assert "lock_1 " in screen.text(screen.part("graph"))
        screen.ui.worker = 30
        await screen.press("tab")
        assert "lock_15" in screen.text(screen.part("graph"))


async def test_a_dead_holder_stands_out(open_screen):
    story = Story().family(2).object(1, "Lock", "lock").begin(2, "acquire", 1).end(2, "acquire", 1)
    async with open_screen(story.begin(3, "acquire", 1).exit(2, -9)) as screen:
        await screen.press("g")
        assert "✗ killed without releasing it" in screen.text(screen.part("graph"))


async def test_nobody_waits(open_screen):
    async with open_screen(Story().family(2)) as screen:
        await screen.press("g")
        assert "nobody waits" in screen.text(screen.part("graph"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45), (40, 12), (20, 5), (300, 100)])
@pytest.mark.parametrize("story", [deadlocked, philosophers, queues, lambda: crowd(300)])
async def test_rows_fit_any_size(open_screen, size, story):
    async with open_screen(story(), size=size) as screen:
        await screen.press("g")
        for key in ("pagedown", "end", "tab", "home"):
            await screen.press(key)
            graph = screen.part("graph")
            assert len(graph.rows()) <= max(graph.size.height, 2)
            for strip in (graph.render_line(y) for y in range(graph.size.height)):
                assert strip.cell_length == graph.outer_size.width


async def test_names_are_data_and_wide_ones_keep_the_boxes_whole(open_screen):
    story = Story().worker(1, "MainProcess", "main").worker(2, "[red]日本語\x1b[2J").worker(3, "B\nB")
    story.object(1, "Lock", "鍵[/bold]").begin(2, "acquire", 1).end(2, "acquire", 1).begin(3, "acquire", 1)
    async with open_screen(story) as screen:
        await screen.press("g")
        text = screen.text(screen.part("graph"))
        assert "[red]日本語␛[2J" in text
        assert "鍵[/bold]" in text
        assert "B B" in text
        for strip in (screen.part("graph").render_line(y) for y in range(screen.part("graph").size.height)):
            assert strip.cell_length == screen.part("graph").outer_size.width
