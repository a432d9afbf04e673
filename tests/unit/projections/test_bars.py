"""Progress bars and colours: what ends a message, and what a worker's own lines show of them."""

import pytest

from mptui.model.lines import LINE_CHARACTERS
from mptui.model.output import OutputLog


def log_of(*fragments, stream="stderr"):
    """The output of (worker, text)."""
    log = OutputLog()
    for t, (worker, text) in enumerate(fragments):
        log.add(t, worker, stream, text.encode())
    return log


def own(log, worker=1):
    return [line.text for line in log.workers[worker].lines]


def console(log):
    return [line.text for line in log.console.lines]


def nested_bars(rounds, workers=(1, 2, 3)):
    """What tqdm's nested bars write under their lock: down to the bar, over it, and up again."""
    for step in range(rounds):
        for place, worker in enumerate(workers):
            if place:
                yield worker, "\n" * place
            yield worker, f"\r#{worker} {step}%"
            if place:
                yield worker, "\x1b[A" * place


def test_bars_that_are_drawn_one_after_the_other_are_not_torn():
    log = log_of(*nested_bars(5))
    assert log.torn == 0
    assert [line for line in console(log) if line] == [
        f"#{worker} {step}%" for step in range(5) for worker in (1, 2, 3)
    ]
    assert console(log).count("") == 2  # those by which the last bar made room for itself
    assert not any(line.torn for line in log.console.lines)


def test_a_pane_shows_the_present_line_of_a_bar():
    log = log_of(*nested_bars(5))
    assert own(log, 1) == ["#1 4%"]
    assert own(log, 2) == ["", "#2 4%"]
    assert own(log, 3) == ["", "", "#3 4%"]
    log.add(99, 1, "stderr", b"\r#1 done\n")
    log.add(99, 1, "stdout", b"next\n")
    assert own(log, 1) == ["#1 done", "next"]


def test_a_bar_with_anothers_text_inside_is_torn():
    log = log_of((1, "\rbar "), (2, "\rother"), (1, "5%"), (2, "\r"), (1, "\r"))
    assert (log.messages, log.torn) == (2, 1)
    assert console(log) == ["bar ", "other5%"]
    assert all(line.torn for line in log.console.lines)


def test_a_carriage_return_before_a_newline_is_a_part_of_it():
    log = log_of((1, "one\r\n"), (1, "two\r"), (1, "\n"), (2, "\r\n"))
    assert (log.messages, log.torn) == (3, 0)
    assert console(log) == ["one", "two", ""]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abcdef\rxy", ["xycdef"]),
        ("abcdef\r\x1b[Kxy", ["xy"]),
        ("abcdef\x1b[2K\rxy", ["xy"]),
        ("abc\x1b[1Kx", ["   x"]),
        ("abc\x1b[2Dx", ["axc"]),
        ("abc\x1b[2Gx", ["axc"]),
        ("a\nb\n\x1b[2Ax\n", ["x", "b", ""]),
        ("a\x1b[9Bb", ["ab"]),
        ("\x1b[31mred\x1b[0m plain\x1b[m", ["red plain"]),
        ("top\x1b[2J\x1b[Hnew", ["top\x1b[2J", "new"]),
        ("\x1b[?25l\x1b]0;title\x07", ["\x1b[?25l\x1b]0;title\x07"]),
        ("\x1b[" + "9" * 40 + "A", ["\x1b[" + "9" * 40 + "A"]),
        ("\x1b[9999A\x1b[9999D\x1b[9999B.", ["."]),
    ],
)
def test_a_pane_shows_what_a_terminal_would(text, shown):
    assert own(log_of((1, text))) == shown
    assert own(log_of(*((1, character) for character in text))) == shown  # split anywhere, the same


def test_what_is_over_the_end_of_a_line_is_counted():
    log = log_of((1, "\x1b[9999C|"), (1, "\r" + "x" * (LINE_CHARACTERS + 5)))
    (line,) = log.workers[1].lines
    assert (line.size, line.cut) == (LINE_CHARACTERS, 6)


def test_a_sequence_that_never_ends_is_shown_when_its_worker_ends():
    log = log_of((1, "text\x1b[3"))
    assert own(log) == ["text"]
    log.close_worker(9, 1)
    assert own(log) == console(log) == ["text\x1b[3"]
    assert (log.messages, log.torn) == (1, 0)


def test_who_reads_a_copy_sees_it_as_it_was():
    log = log_of((1, "one\ntwo"))
    held = log.workers[1].copy()
    log.add(9, 1, "stderr", b"\x1b[A\rnew")
    assert [line.text for line in held.lines] == ["one", "two"]
    assert own(log) == ["new", "two"]
