"""Which fragments a line is made of, and which messages they belong to."""

import pytest

from mptui.model.lines import LINE_CHARACTERS, LINE_WRITES
from mptui.model.output import CONSOLE_LINES, OutputLog
from mptui.projections.line_writes import look_at


def log_of(*fragments):
    log = OutputLog()
    for t, (worker, text) in enumerate(fragments, start=1):
        log.add(t * 1000, worker, "stdout", text.encode())
    return log


def told(pieces):
    return [(piece.worker, piece.t, piece.text, piece.ends) for piece in pieces]


def test_a_plain_line_is_one_fragment_and_one_message():
    lens = look_at(log_of((1, "hello\n")).console, 1)
    assert told(lens.pieces) == [(1, 1000, "hello", True)]
    (message,) = lens.messages
    assert (message.text, message.by, message.complete) == ("hello", (), True)


def test_a_torn_line_tells_order_writers_times_and_where_the_messages_go_on():
    log = log_of((1, "one "), (2, "two "), (1, "more\n"), (2, "end\n"))
    lens = look_at(log.console, 1)
    assert lens.line.torn
    assert told(lens.pieces) == [(1, 1000, "one ", False), (2, 2000, "two ", False), (1, 3000, "more", True)]
    first, second = lens.messages
    assert (first.worker, first.text, first.by, first.complete) == (1, "one more", (2,), True)
    assert (second.worker, second.text, second.by, second.complete) == (2, "two end", (1,), True)
    assert [piece.line for piece in second.pieces] == [1, 2]
    assert look_at(log.console, 2).messages == (second,)


def test_a_newline_of_its_own_is_a_fragment_that_puts_nothing_on_the_line():
    lens = look_at(log_of((1, "one"), (1, "\n")).console, 1)
    assert told(lens.pieces) == [(1, 1000, "one", False), (1, 2000, "", True)]
    assert lens.messages[0].by == ()


def test_an_unfinished_line_has_no_end_and_an_empty_one_has_a_writer():
    assert told(look_at(log_of((1, "half")).console, 1).pieces) == [(1, 1000, "half", False)]
    assert not look_at(log_of((1, "half")).console, 1).messages[0].complete
    assert told(look_at(log_of((3, "\n")).console, 1).pieces) == [(3, 1000, "", True)]


def test_streams_do_not_tear_each_other():
    log = OutputLog()
    log.add(1, 1, "stdout", b"out ")
    log.add(2, 1, "stderr", b"err\n")
    log.add(3, 1, "stdout", b"end\n")
    lens = look_at(log.console, 1)
    assert [message.by for message in lens.messages] == [(), ()]
    assert [message.text for message in lens.messages] == ["out end", "err"]


def test_fragments_of_one_line_are_bounded_and_the_text_of_the_others_stays():
    many = [(1 + place % 2, "ab") for place in range(LINE_WRITES + 5)]
    lens = look_at(log_of(*many, (1, "\n")).console, 1)
    assert len(lens.line.writes) == LINE_WRITES
    assert "".join(piece.text for piece in lens.pieces) == "ab" * (LINE_WRITES + 5)
    assert [piece.t for piece in lens.pieces[LINE_WRITES:]] == [None] * 5
    assert lens.pieces[-1].ends


def test_a_line_that_was_cut_keeps_the_lengths_of_what_is_there():
    lens = look_at(log_of((1, "x" * LINE_CHARACTERS), (2, "lost"), (1, "\n")).console, 1)
    assert [len(piece.text) for piece in lens.pieces] == [LINE_CHARACTERS, 0, 0]
    assert lens.line.cut == 4


def test_a_ring_copy_stands_still_while_the_ring_goes_on():
    log = log_of((1, "one\n"), (2, "half"))
    held = log.console.copy()
    log.add(9, 2, "stdout", b" more\n")
    log.add(10, 1, "stdout", b"next\n")
    assert [line.text for line in held.lines] == ["one", "half"]
    assert (held.added, held.open) == (2, True)
    assert [line.text for line in log.console.lines] == ["one", "half more", "next"]


def test_lines_are_found_by_number_and_by_writer_also_when_old_ones_are_gone():
    log = log_of(*[(1 + place % 3, f"{place}\n") for place in range(CONSOLE_LINES + 7)])
    ring = log.console
    assert ring.numbers == range(8, CONSOLE_LINES + 8)
    assert ring.numbered(8).text == "7"
    assert [ring.wrote(number, 1) for number in (8, 9, 10, 11)] == [False, False, True, False]
    for gone in (7, CONSOLE_LINES + 8):
        with pytest.raises(IndexError):
            ring.numbered(gone)
