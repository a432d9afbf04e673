"""The control board: what mptui writes, every process that has the descriptor reads."""

import fcntl
import os
import subprocess
import sys

import pytest

from mptui.probe.board import LOCK_OFF, PACED, PAUSED, RESIZED, ROWS, SIZE, Board, create_shared_file
from mptui.runtime.control_board import ControlBoard
from vocabulary import environment


@pytest.fixture
def boards():
    """mptui's view and a worker's view of one board."""
    descriptor = create_shared_file(SIZE)
    both = Board(os.dup(descriptor)), Board(descriptor)
    yield both
    for board in both:
        board.close()


def test_flags_are_set_and_cleared_one_by_one(boards):
    ours, theirs = boards
    assert theirs.flags == 0
    for flag in (LOCK_OFF, PAUSED):
        ours.set_flag(flag, True)
    ours.set_flag(LOCK_OFF, False)
    assert theirs.flags & (LOCK_OFF | PAUSED) == PAUSED


def test_the_pace_raises_its_flag_only_above_zero(boards):
    ours, theirs = boards
    ours.set_pace(1_500_000)
    assert (theirs.pace, theirs.flags & PACED) == (1_500_000, PACED)
    ours.set_pace(0)
    assert (theirs.pace, theirs.flags & PACED) == (0, 0)


def test_steps_are_counted_and_name_their_worker(boards):
    ours, theirs = boards
    ours.grant_step(7)
    ours.grant_step(2**63)
    assert theirs.step == (2, 2**63)


def test_a_queue_gets_one_row_that_later_targets_move(boards):
    ours, theirs = boards
    assert theirs.row(2**60) is None
    assert ours.set_target(2**60, 5, 3)
    row = theirs.row(2**60)
    assert theirs.read_row(row) == (5, 3, 0)
    assert theirs.flags & RESIZED
    with theirs.locked(row):
        theirs.write_row(row, 5, 2)
    ours.set_target(2**60, 1, 99)
    assert ours.read_row(row) == (1, 5, 2)
    ours.set_target(11, 4, 4)
    assert theirs.read_row(theirs.row(11)) == (4, 4, 0)


def test_a_full_table_says_so_and_keeps_what_it_has(boards):
    ours, theirs = boards
    for queue in range(1, ROWS + 1):
        assert ours.set_target(queue, queue, 1)
    assert not ours.set_target(ROWS + 1, 1, 1)
    assert theirs.read_row(theirs.row(ROWS))[0] == ROWS
    assert theirs.flags & PACED == 0


def test_what_somebody_else_writes_to_the_board_is_put_back():
    board = ControlBoard(create_shared_file(SIZE))
    try:
        assert not board.restore()
        board.set_pace(1000)
        board.set_target(7, 5, 3)
        board.note_stray_read(1, 3, 99)
        board.memory[:] = b"\xff" * SIZE
        assert board.restore()
        assert (board.flags, board.pace, board.strays_read(1)) == (PACED | RESIZED, 1000, (3, 99))
        assert not board.restore()
        board.memory[:] = b"\xff" * SIZE
        board.set_flag(PAUSED, True)
        board.grant_step(9)
        assert (board.flags, board.step) == (PACED | RESIZED | PAUSED, (1, 9))
    finally:
        board.close()


def test_a_board_full_of_nonsense_breaks_nobody(boards):
    ours, theirs = boards
    ours.memory[:] = b"\xff" * SIZE
    assert theirs.row(3) is None
    assert not ours.set_target(3, 1, 1)
    ours.grant_step(1)
    assert theirs.step == (0, 1)
    assert theirs.claim_ring(5) is None
    ours.free_ring(2)
    assert theirs.claim_ring(5) == 2


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="files in memory alone can be sealed")
@pytest.mark.parametrize("size", [0, SIZE - 1, 2 * SIZE])
def test_nobody_can_change_the_size_of_shared_memory(boards, size):
    with pytest.raises(PermissionError):
        os.ftruncate(boards[0].descriptor, size)


HOLD = """
import sys, time
from mptui.probe.board import Board
board = Board(int(sys.argv[1]))
with board.locked(board.row(1)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_holder_leaves_its_row_unlocked(boards):
    ours, _ = boards
    ours.set_target(1, 5, 3)
    row = ours.row(1)
    command = [sys.executable, "-c", HOLD, str(ours.descriptor)]
    with subprocess.Popen(command, pass_fds=[ours.descriptor], stdout=subprocess.PIPE, env=environment()) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BlockingIOError):
            fcntl.lockf(ours.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
        holder.kill()
        holder.wait(10)
        with ours.locked(row):  # the kernel dropped the dead holder's lock: no hang here
            ours.write_row(row, 5, 0)
