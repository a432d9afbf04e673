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


def lesson_rows(terminal):
    """The rows of the list on which a lesson's name and title stand, and the column where the names begin."""
    rows = terminal.screen.display
    heading = next((y for y, row in enumerate(rows) if "Lessons" in row), len(rows))
    column = rows[heading].index("Lessons") + 3 if heading < len(rows) else 0
    end = next((y for y, row in enumerate(rows) if "↑ ↓: choose" in row), heading)
    named = [y for y in range(heading + 1, end) if re.match(r"[a-z-]+  \S", rows[y][column:])]
    return named, column


def lessons(terminal):
    """The names in the list of lessons, in order."""
    named, column = lesson_rows(terminal)
    return [terminal.screen.display[y][column:].split()[0] for y in named]


def highlighted(terminal):
    """The lesson whose background no other has."""
    named, column = lesson_rows(terminal)
    grounds = [terminal.screen.buffer[y][column].bg for y in named]
    single = [name for name, ground in zip(lessons(terminal), grounds, strict=True) if grounds.count(ground) == 1]
    return single[0] if len(single) == 1 else None


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (120, 36)])
def test_the_hints_alone_lead_to_garbling_its_cure_and_a_queues_bound(cols, rows):
    with Terminal(mptui(), cols, rows) as terminal:
        learner = Learner(terminal)
        learner.sees("lock on")
        learner.follow(r"Press l to turn the lock off, and watch the console", "l")
        learner.sees("lock off")
        learner.sees(lambda text: counts(text)[0] > 2 and "↯" in text)

        learner.follow(r"Press l to turn it on again", "l")
        learner.sees(r"lock on.*\n")
        learner.sees(r"Locked: no message begun since then is torn|Torn since then: \d+ of \d+")
        before = counts(terminal.text)[1]
        torn = learner.sees(lambda text: counts(text)[1] > before + 6 and counts(text))[0]
        after = counts(terminal.text)[1]
        assert learner.sees(lambda text: counts(text)[1] > after + 6 and counts(text))[0] == torn

        learner.follow(r"Press o, choose the lesson queue|Press o for another lesson", "o")
        learner.sees(r"Lessons")
        at = learner.sees(lambda _: highlighted(terminal))  # it begins at the lesson that runs, which is the first
        while at != "queue":
            learner.follow(r"↑ ↓: choose", "↓")
            at = learner.sees(lambda _, last=at: highlighted(terminal) not in (None, last) and highlighted(terminal))
        learner.follow(r"enter: open", "enter")
        learner.sees(r"maxsize 3\b")
        learner.follow(r"Putters wait for room in the queue\. Press \+ for more", "+")
        learner.sees(r"maxsize 4\b")
        learner.sees(r"A queue holds at most maxsize items")
        assert time.monotonic() - learner.began < MINUTE
        learner.follow(r"q quit", "q")
        assert terminal.wait_end() == 0
