import pytest

from mptui.session import Capabilities

from .scripted import garbled, queues


async def click(screen, word, row=None, button=1):
    """Click the status line in the middle of a word."""
    rows = screen.rows(screen.main.status)
    y = next(y for y, text in enumerate(rows) if word in text)
    x = rows[y].index(word) + len(word) // 2
    await screen.pilot.click(screen.main.status, offset=(x, y), button=button)
    await screen.frame()


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45)])
async def test_every_knob_of_the_status_line_is_turned_by_the_mouse(open_screen, size):
    async with open_screen(queues(), size=size) as screen:
        await click(screen, "lock on")
        assert screen.session.turned[-1] == ("lock", False, None)
        await click(screen, "maxsize 3")
        assert screen.session.turned[-1] == ("maxsize", 4, None)
        await click(screen, "maxsize 4", button=3)
        assert screen.session.turned[-1] == ("maxsize", 3, None)
        await click(screen, "pace 0 s")
        assert screen.session.turned[-1] == ("pace", 0.01, None)
        await click(screen, "pace 0.01 s", button=3)
        assert screen.session.turned[-1] == ("pace", 0.0, None)
        await click(screen, "line")
        assert screen.session.restarted[-1].buffering == "block"
        await click(screen, "fork")
        assert screen.session.restarted[-1].start_method == "spawn"


async def test_the_keys_behind_a_word_are_its_buttons(open_screen):
    async with open_screen(queues()) as screen:
        assert "maxsize 3 - +" in screen.status
        assert "pace 0 s [ ]" in screen.status
        for key, turned in (("+", ("maxsize", 4, None)), (" - ", ("maxsize", 3, None)), ("]", ("pace", 0.01, None))):
            await click(screen, key)
            assert screen.session.turned[-1] == turned
        before = list(screen.session.turned)
        await click(screen, "torn")
        assert screen.session.turned == before


async def test_without_room_the_words_alone_are_the_controls(open_screen):
    async with open_screen(queues(), size=(66, 24)) as screen:
        assert "- +" not in screen.status
        await click(screen, "maxsize 3")
        assert screen.session.turned == [("maxsize", 4, None)]


async def test_a_knob_that_cannot_be_turned_says_so(open_screen):
    async with open_screen(garbled(), can=Capabilities()) as screen:
        await click(screen, "lock on")
        assert screen.session.turned == []
        assert "not now: lock on or off" in screen.text()


async def test_a_resting_pointer_is_told_what_a_click_does(open_screen):
    async with open_screen(queues()) as screen:
        status = screen.main.status
        text = screen.rows(status)[0]
        await screen.pilot.hover(status, offset=(text.index("pace"), 0))
        tip = str(status.tooltip)
        assert "Left button: Delay each operation and each write more." in tip
        assert "Key: [" in tip
        await screen.pilot.hover(status, offset=(text.index("torn"), 0))
        assert status.tooltip is None
        footer = screen.main.footer
        await screen.pilot.hover(footer, offset=(screen.footer.index("lock"), 0))
        assert "Enforce the program's locks" in str(footer.tooltip)
