"""The tour in a minute: nobody told the learner any key, so only keys are pressed that the screen names just then."""

import re
import time

import pytest

from terminal import Terminal, mptui

pytestmark = pytest.mark.usefixtures("nothing_left")

TORN = re.compile(r"torn (\d+) of (\d+)")
ARROWS = {"↑": "up", "↓": "down"}
MINUTE = 60


class Learner:
    """Presses what a hint says: the screen must name the key when it is pressed."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.began = time.monotonic()

    def follow(self, hint, key):
        """Wait for a hint that names the key (`Press l`, `enter: open`), then press it."""
        named = re.escape(key)
        self.terminal.wait_for(
            lambda text: re.search(hint, text) and re.search(rf"(Press |^|[\s·]){named}[\s:,.]", text)
        )
        self.terminal.press(ARROWS.get(key, key))

    def sees(self, what):
        """Wait for something, within the minute."""
        return self.terminal.wait_for(what, MINUTE - (time.monotonic() - self.began))


def counts(text):
    found = TORN.search(text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def highlighted(terminal):
    """The lesson on which the list stands: its first line has another background than the list's heading."""
    buffer, rows = terminal.screen.buffer, terminal.screen.display
    heading = next((y for y, row in enumerate(rows) if "Lessons" in row), None)
    if heading is None:
        return None
    column = rows[heading].index("Lessons") + 3
    for y in range(heading + 1, len(rows)):
        name = rows[y][column:].split("  ")[0].strip()
        if name and buffer[y][column].bg != buffer[heading][column].bg:
            return name
    return None


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (120, 36)])
def test_the_hints_alone_lead_to_garbling_its_cure_and_a_queues_bound(cols, rows):
    with Terminal(mptui(), cols, rows) as terminal:
        learner = Learner(terminal)
        learner.sees("lock on")
        learner.follow(r"Press l to turn the lock off, and watch the console", "l")
        learner.sees("lock off")
        learner.sees(lambda text: counts(text)[0] > 2 and "↯" in text)

        learner.follow(r"Press l to lock again", "l")
        learner.sees(r"lock on.*\n")
        learner.sees(r"Locked: nothing is torn any more")
        before = counts(terminal.text)[1]
        torn = learner.sees(lambda text: counts(text)[1] > before + 6 and counts(text))[0]
        after = counts(terminal.text)[1]
        assert learner.sees(lambda text: counts(text)[1] > after + 6 and counts(text))[0] == torn

        learner.follow(r"Press o, and choose the lesson queue", "o")
        learner.sees(r"Lessons")
        for _ in range(20):
            if highlighted(terminal) == "queue":
                break
            before = highlighted(terminal)
            learner.follow(r"↑ ↓: choose", "↓")
            learner.sees(lambda _, before=before: highlighted(terminal) != before)
        learner.follow(r"enter: open", "enter")
        learner.sees(r"maxsize 3\b")
        learner.follow(r"The queue is full and putters wait\. Press \+ for room", "+")
        learner.sees(r"maxsize 4\b")
        learner.sees(r"A queue holds no more than its maxsize")
        assert time.monotonic() - learner.began < MINUTE
        learner.follow(r"q quit", "q")
        assert terminal.wait_end() == 0
