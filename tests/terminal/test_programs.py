"""A user's own program on a real terminal: any size, hostile output, and workers that are killed."""

import os
import re
import signal

import pytest

from terminal import Terminal, mptui, program

pytestmark = pytest.mark.usefixtures("nothing_left")

QUIET = "--pace=0.02"


def quit_cleanly(terminal):
    terminal.press("q")
    assert terminal.wait_end() == 0
    assert terminal.damage() == []


def check_keys(terminal):
    """Keys are answered: the lock goes off and on."""
    terminal.press("l")
    terminal.wait_for("lock off")
    terminal.press("l")
    terminal.wait_for("lock on")


def torn(text):
    found = re.search(r"torn (\d+) of (\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def messages_go_on(terminal):
    before = torn(terminal.text)[1]
    terminal.wait_for(lambda text: torn(text)[1] > before)


def test_what_is_typed_in_one_burst_after_the_slash_is_no_command():
    """`x` and Enter would terminate a worker, if they came before the search bar had the focus."""
    with Terminal(mptui("lab", "garbled")) as terminal:
        terminal.wait_for("running")
        messages_go_on(terminal)
        terminal.press("j")
        terminal.press("/x\r")
        messages_go_on(terminal)
        assert not re.search("SIGTERM|killed|esc or n: no", terminal.text)
        terminal.press("escape")
        messages_go_on(terminal)
        quit_cleanly(terminal)


def test_it_fits_any_size():
    with Terminal(mptui("run", QUIET, program("printers"))) as terminal:
        terminal.wait_for(r"Printer-3 .*pid \d+")
        for cols, rows in ((80, 24), (40, 12), (200, 60), (20, 5), (120, 36)):
            terminal.resize(cols, rows)
            if cols < 40:
                terminal.wait_for("MainP|m Main")
                continue
            for word in ("lock on", r"torn \d+ of \d+", "maxsize", "fork", r"printer \d: line"):
                terminal.wait_for(word)
            check_keys(terminal)
            messages_go_on(terminal)
        quit_cleanly(terminal)


VIEWS = (
    ("z", "── 1 long_line"),
    ("escape", "▎ 2 sequences"),
    ("/", "text in the output"),
    ("[bold]", r"/ \[bold\]"),
    ("enter", "n N match"),
    ("escape", r"(?s)\A(?!.*n N match)"),
    ("c", "source ·"),
    ("t", "timeline ·"),
    ("g", "who waits|waits for"),
    ("escape", "▎ 2 sequences"),
)
"""Keys, and what is then seen."""


def test_what_workers_print_is_shown_and_never_obeyed():
    with Terminal(mptui("run", program("hostile"))) as terminal:
        for seen in (r"\[bold\]not bold\[/bold\]", r"before␛\[2J", "after", r"stray␛\[2J", r"xx…+ \+\d"):
            terminal.wait_for(seen)
        check_keys(terminal)
        terminal.press("tab")
        for key, seen in VIEWS:
            terminal.press(key)
            terminal.wait_for(seen)
            terminal.wait_for(r"^ hostile\.py ")
        check_keys(terminal)
        messages_go_on(terminal)
        quit_cleanly(terminal)


def test_killed_workers_are_shown_with_their_signal_and_the_others_go_on():
    with Terminal(mptui("run", QUIET, program("printers"))) as terminal:
        terminal.wait_for(r"Printer-3 .*pid \d+")
        terminal.wait_for(lambda text: len(re.findall(r"Printer-\d\b.*?pid \d+", text)) == 4)
        pids = dict(re.findall(r"(Printer-\d)\b.*?pid (\d+)", terminal.text))
        terminal.press("l")  # or the killed one might keep the lock for ever
        terminal.wait_for("lock off")
        os.kill(int(pids["Printer-1"]), signal.SIGKILL)
        terminal.wait_for(r"Printer-1 .*✗ killed")
        terminal.wait_for("SIGKILL")
        os.kill(int(pids["Printer-2"]), signal.SIGTERM)
        terminal.wait_for("SIGTERM")
        messages_go_on(terminal)
        quit_cleanly(terminal)
