"""What reaches a terminal that has no colours, few of them, or no more than ASCII."""

import re

import pytest

from terminal import Terminal, mptui

pytestmark = pytest.mark.usefixtures("nothing_left")

SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
ATTRIBUTES = {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9"}
"""Parameters that set no colour: reset, bold, dim, italic, underline, reverse, strike."""
FEW = ATTRIBUTES | {str(code).encode() for start in (30, 40, 90, 100) for code in range(start, start + 10)}


def tour(terminal):
    """Garbles, and looks at most of the screen; returns all bytes that came and all parameters that set a style."""
    terminal.wait_for("torn 0 of [1-9]")
    terminal.press("l")
    terminal.wait_for("torn [1-9]")
    for key, seen in (
        ("O", "held by"),
        ("enter", "made at"),
        ("?", "This view"),
        ("escape", "made at"),
        ("o", "Lessons"),
    ):
        terminal.press(key)
        terminal.wait_for(seen)
    terminal.press("escape")  # which is a key by itself only if no other follows at once
    terminal.wait_for(lambda text: "Lessons" not in text)
    terminal.press("q")
    assert terminal.wait_end() == 0
    assert terminal.damage() == []
    raw = bytes(terminal.raw)
    return raw, {parameter for found in SGR.findall(raw) for parameter in re.split(b"[;:]", found)}


def test_no_color_means_no_colour_at_all():
    with Terminal(mptui(), 100, 30, NO_COLOR="1") as terminal:
        _, parameters = tour(terminal)
        assert parameters <= ATTRIBUTES
        assert b"7" in parameters


def test_sixteen_colours_are_enough():
    with Terminal(mptui(), 100, 30, TERM="xterm", COLORTERM="") as terminal:
        _, parameters = tour(terminal)
        assert parameters <= FEW
        assert parameters - ATTRIBUTES


@pytest.mark.parametrize(
    ("options", "environ"),
    [
        (["--ascii"], {}),
        ([], {"LC_ALL": "POSIX"}),
        (["lab", "garbled", "--ascii"], {}),
        (["--ascii", "lab", "garbled"], {}),
    ],
)
def test_a_terminal_of_ascii_gets_ascii_alone(options, environ):
    with Terminal(mptui(*options), 100, 30, **environ) as terminal:
        raw, _ = tour(terminal)
        assert raw.isascii()
