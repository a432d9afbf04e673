"""The hint line says nothing that is not so, whatever the run has come to."""

import pytest

from mptui.labs.language import LANGUAGES
from mptui.labs.texts import texts

from .scripted import Story


def locked(lock=True):
    """Two workers, a lock of the program's own, and the lock knob as the run began."""
    return Story().family(2).object(1, "Lock", "lock").knob("lock", lock)


def torn(story):
    """A message with another's output in it."""
    return story.write(2, b"a ").write(3, b"x\n").write(2, b"b\n")


async def hint(open_screen, story, lesson="garbled"):
    async with open_screen(story, lesson=lesson) as screen:
        await screen.pilot.pause()
        await screen.frame()
        return screen.text(screen.main.hint)


async def test_with_the_lock_on_it_says_what_was_torn_since_then(open_screen):
    story = torn(locked(lock=False))
    assert "The lock is off: torn messages are marked" in await hint(open_screen, story)
    story.knob("lock", True).write(2, b"whole\n")
    assert "Locked: no message begun since then is torn" in await hint(open_screen, story)
    assert "Locked. Torn since then: 1 of 3." in await hint(open_screen, torn(story))


async def test_a_message_that_was_begun_before_the_lock_came_on_is_not_counted(open_screen):
    story = locked(lock=False).write(2, b"a ").write(3, b"x\n").knob("lock", True).write(2, b"b\n")
    assert "Locked: no message begun since then is torn" in await hint(open_screen, story)


async def test_what_is_torn_though_the_lock_was_never_off_is_counted_from_the_beginning(open_screen):
    assert "Press l to turn the lock off" in await hint(open_screen, locked())
    assert "Torn since then: 1 of 2." in await hint(open_screen, torn(locked()))


@pytest.mark.parametrize("lesson", ["deadlock", "exit-holding-lock", "lock-as-argument"])
async def test_a_lesson_that_is_not_about_torn_output_is_not_told_to_turn_its_lock_off(open_screen, lesson):
    assert "lock" not in (await hint(open_screen, locked(), lesson)).lower()
    assert "The lock is off: every acquire succeeds at once." in await hint(open_screen, locked(lock=False), lesson)


async def test_a_queue_that_holds_more_than_its_bound_is_not_said_to_be_within_it(open_screen):
    story = Story().family(2).object(7, "Queue", "queue", maxsize=3)
    for depth in (1, 2, 3):
        story.begin(2, "put", 7).end(2, "put", 7, depth=depth)
    assert "Press - for a smaller queue" in await hint(open_screen, story, "queue")
    story.begin(3, "put", 7)
    assert "Putters wait for room in the queue" in await hint(open_screen, story, "queue")
    story.knob("maxsize", 1)
    assert "A smaller maxsize removes nothing" in await hint(open_screen, story, "queue")
    story.begin(2, "get", 7).end(2, "get", 7, depth=1)
    assert "A queue holds at most maxsize items" in await hint(open_screen, story, "queue")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_there_in_every_language(language):
    told = texts(language)
    assert "3" in told.hint_torn.format(torn=3, messages=40)
    assert told.wrong.format(place=2, answer="None").count("None") == 1
    assert "2" in told.wrong.format(place=2, answer="None")
