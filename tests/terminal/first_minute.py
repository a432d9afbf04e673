"""What a learner does in the first minute: garble, cure it, open the next lesson, and move a bound."""

import re

from mptui.labs.catalog import lessons

TORN = re.compile(r"torn (\d+) of (\d+)")


def counts(text):
    """The (torn, messages) that the status line shows."""
    found = TORN.search(text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def messages_later(terminal, more):
    """The (torn, messages) on the screen after at least `more` further messages."""
    _, before = counts(terminal.text)
    terminal.wait_for(lambda text: counts(text)[1] >= before + more)
    return counts(terminal.text)


def play_first_minute(terminal):
    """Press the keys in the first lesson, which runs with its lock on, and see what comes of each."""
    assert messages_later(terminal, 2)[0] == 0

    terminal.press("l")
    terminal.wait_for("lock off")
    some, _ = terminal.wait_for(lambda text: counts(text)[0] and counts(text))
    terminal.wait_for(lambda text: counts(text)[0] > some + 2)

    terminal.press("l")
    terminal.wait_for("lock on")
    torn, _ = messages_later(terminal, 6)  # those that were begun before the lock came on have ended
    assert messages_later(terminal, 6)[0] == torn

    terminal.press("o")
    terminal.wait_for(r"Lessons")
    below = [lesson.name for lesson in lessons()].index("queue")  # it begins at the first, which runs
    terminal.press(*["down"] * below, "enter")
    terminal.wait_for(r"queue +running .*maxsize 3\b")
    terminal.press("+")
    terminal.wait_for(r"maxsize 4\b")
