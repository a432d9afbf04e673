"""The verdict line: there while something is wrong, and nowhere else."""

import pytest

from .scripted import Story, garbled


def crossed():
    """Two workers in a circle, and the main process waits for one of them."""
    story = Story().family(2).object(1, "Lock", "lock_a").object(2, "Lock", "lock_b")
    for worker, first in ((2, 1), (3, 2)):
        story.begin(worker, "acquire", first).end(worker, "acquire", first)
    return story.begin(2, "acquire", 2).begin(3, "acquire", 1).join(1, 2)


def stuck():
    return crossed().wait_ms(1500).knob("pace", 0)


async def test_it_says_who_and_the_graph_says_why(open_screen):
    async with open_screen(stuck()) as screen:
        (row,) = screen.rows(screen.main.verdict)
        assert row.startswith(" DEADLOCK  2 workers wait for each other: Process-1 and Process-2")
        assert row.rstrip().endswith("· g")
        await screen.press("g")
        text = " ".join(screen.text(screen.part("graph")).split())
        assert "2 workers wait for each other: Process-1 holds lock_a" in text
        assert "Take the locks in the same order everywhere" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_it_is_there_at_every_size(open_screen, size):
    async with open_screen(stuck(), size=size) as screen:
        assert "DEADLOCK  2 workers wait for each other: Process-1 and Process-2" in screen.text()


@pytest.mark.parametrize("story", [garbled, crossed], ids=["nothing is wrong", "it has not settled"])
async def test_it_takes_no_room_while_there_is_nothing_to_say(open_screen, story):
    async with open_screen(story()) as screen:
        assert not screen.main.verdict.display


async def test_it_goes_with_its_cause(open_screen):
    async with open_screen(stuck()) as screen:
        assert screen.main.verdict.display
        await screen.feed(*stuck().exit(2, -9).wait_ms(600).knob("pace", 0).events[-2:])
        await screen.frame()
        assert not screen.main.verdict.display


async def test_the_unblock_key_helps_out_after_a_question(open_screen):
    async with open_screen(stuck()) as screen:
        await screen.press("U")
        assert "End the wait of Process-1 for lock_b with an error (TimeoutError)?" in screen.text()
        await screen.press("n")
        assert screen.session.unblocked == []
        await screen.press("U", "y")
        assert screen.session.unblocked == [("end_wait", 2, 2)]
        await screen.feed(*stuck().unblocked(2, "end_wait", 2).events[-1:])
        assert "the wait of Process-1 for lock_b was ended with an error" in screen.text()


async def test_y_in_the_graph_copies_what_is_wrong(open_screen):
    async with open_screen(stuck()) as screen:
        await screen.press("g", "y")
        assert screen.app.clipboard.startswith(
            "deadlock (proven): 2 workers wait for each other: Process-1 holds lock_a"
        )
        assert "Take the locks in the same order everywhere" in screen.app.clipboard


async def test_the_unblock_key_does_nothing_where_nobody_waits_in_vain(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("U")
        assert len(screen.app.screen_stack) == 1 or screen.main.is_current
        assert screen.session.unblocked == []


async def test_those_that_are_stuck_are_asked_where_they_are(open_screen):
    async with open_screen(stuck()) as screen:
        assert screen.session.asked == [2, 3]
        library = ("/usr/lib/python3.12/multiprocessing/process.py:108", "run")
        taken = stuck().stack(2, ("/demo/program.py:9", "main"), library, ("/demo/program.py:20", "pay")).events[-1:]
        await screen.feed(*taken)
        await screen.press("g")
        text = " ".join(screen.text(screen.part("graph")).split())
        assert "Process-1 is in pay at program.py:20, called by main at program.py:9" in text
        assert "Process-2 is in" not in text
