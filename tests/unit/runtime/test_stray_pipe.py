"""Stray output: as much of it is taken as there is, whatever a worker says that there was."""

import os

import pytest

from mptui.probe.board import SIZE, create_shared_file
from mptui.runtime.control_board import ControlBoard
from mptui.runtime.pipes import StrayPipe


@pytest.fixture
def stray():
    board = ControlBoard(create_shared_file(SIZE))
    pipe = StrayPipe(1, board)
    yield pipe
    os.close(pipe.read_end)
    os.close(pipe.write_end)
    board.close()


def test_what_was_written_before_is_taken_and_no_more_is_believed(stray):
    os.write(stray.write_end, b"first")
    assert stray.there_is(5)
    assert not stray.there_is(6)
    assert stray.take_up_to(3) == b"fir"
    os.write(stray.write_end, b"second")
    assert stray.there_is(11)
    for count in (12, 2**33, 2**63):
        assert not stray.there_is(count)
    assert stray.take_up_to(11) == b"stsecond"
    assert stray.take_up_to(2) == b""
