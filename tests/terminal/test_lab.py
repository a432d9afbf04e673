"""The lab on a real terminal, as a learner goes through it."""

import re

import pytest
from first_minute import play_first_minute

from terminal import Terminal, mptui

pytestmark = pytest.mark.usefixtures("nothing_left")


def test_a_learner_garbles_cures_bounds_a_queue_and_leaves_the_terminal_as_it_was():
    with Terminal(mptui()) as terminal:
        terminal.wait_for(r"garbled +running .*lock on")
        terminal.wait_for(
            lambda text: len(set(re.findall(r"\bMainProcess .*?(\d{3,})|Process-\d .*?(\d{3,})", text))) == 6
        )
        terminal.wait_for(r"worker \d: block \d+ checksum [0-9a-f]{8} ok")
        play_first_minute(terminal)

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
