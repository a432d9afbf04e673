"""The lab on a real terminal, as a learner goes through it."""

import re

import pytest

from mptui.labs.catalog import lessons
from terminal import Terminal, mptui

pytestmark = pytest.mark.usefixtures("nothing_left")

TORN = re.compile(r"torn (\d+) of (\d+)")


def counts(text):
    found = TORN.search(text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def messages_later(terminal, more):
    """The (torn, messages) on the screen after at least `more` further messages."""
    _, before = counts(terminal.text)
    terminal.wait_for(lambda text: counts(text)[1] >= before + more)
    return counts(terminal.text)


def test_a_learner_garbles_cures_bounds_a_queue_and_leaves_the_terminal_as_it_was():
    with Terminal(mptui()) as terminal:
        terminal.wait_for(r"garbled +running .*lock on")
        terminal.wait_for(
            lambda text: len(set(re.findall(r"\bMainProcess .*?(\d{3,})|Process-\d .*?(\d{3,})", text))) == 6
        )
        terminal.wait_for(r"worker \d: block \d+ checksum [0-9a-f]{8} ok")
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

        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (40, 12)])
def test_small_terminals_show_status_a_pane_and_the_console(cols, rows):
    with Terminal(mptui(), cols, rows) as terminal:
        for word in ("lock on", r"torn 0 of [1-9]", "maxsize", "MainProcess", r"console.*\n(.*\n)*.*worker \d"):
            terminal.wait_for(word)
        terminal.press("l")
        terminal.wait_for("lock off")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []
