"""One WorkerExited comes of up to three tellings of the same end, in whatever order they arrive."""

import os
import subprocess
import sys
from itertools import permutations

import pytest

from mptui import events as ev
from mptui.probe import wire
from mptui.runtime.roster import Roster, zombie_exit_code

MAIN = wire.MAIN_WORKER
PID = 2**22 + 5  # above any pid that Linux gives: nothing to be found in /proc


def begun(sees_exits=True, flavor=wire.PROCESS):
    roster = Roster(sees_exits)
    roster.created(1, MAIN, 0, wire.MAIN, "MainProcess")
    roster.started(2, MAIN, PID + 1)
    roster.created(3, 60, MAIN, flavor, "Process-1")
    roster.started(4, 60, PID)
    return roster


@pytest.mark.parametrize("order", permutations(("exiting", "reaped", "kernel")))
def test_three_tellings_make_one_exit(order):
    roster = begun()
    tell = {
        "exiting": lambda: roster.exiting(5, 60, 3),
        "reaped": lambda: roster.reaped(5, 60, 3),
        "kernel": lambda: roster.process_ended(5, PID),
    }
    found = [event for name in order for event in tell[name]()]
    exits = [event for event in found if isinstance(event, ev.WorkerExited)]
    assert [(event.exit_code, event.zombie) for event in exits] == [(3, False)]
    assert len([event for event in found if isinstance(event, ev.WorkerReaped)]) == 1
    assert [event.seq for event in found] == [3, 4]


def test_started_is_told_once_although_parent_and_child_both_say_it():
    roster = begun()
    assert roster.started(9, 60, PID) == []
    assert roster.newly_started == [PID + 1, PID]


def test_a_thread_ends_with_its_own_word_and_never_has_a_code():
    roster = begun(flavor=wire.THREAD)
    found = roster.exiting(5, 60, 0)
    assert [(event.worker, event.exit_code) for event in found] == [(2, None)]
    assert roster.end_all(6)[0].worker == 1


def test_threads_end_with_their_process():
    roster = Roster(sees_exits=True)
    roster.created(1, MAIN, 0, wire.MAIN, "MainProcess")
    roster.started(1, MAIN, PID)
    roster.created(1, 61, MAIN, wire.THREAD, "Thread-1")
    roster.started(1, 61, PID)
    found = roster.reaped(5, MAIN, -9)
    assert [(type(event), event.worker, event.exit_code) for event in found] == [
        (ev.WorkerExited, 2, None),
        (ev.WorkerExited, 1, -9),
        (ev.WorkerReaped, 1, -9),
    ]


def test_where_the_kernel_tells_nothing_the_worker_is_believed():
    found = begun(sees_exits=False).exiting(5, 60, 4)
    assert [event.exit_code for event in found] == [4]


def test_a_worker_that_never_ran_does_not_end_with_the_program():
    roster = begun()
    roster.created(5, 70, MAIN, wire.PROCESS, "never started")
    assert {event.worker for event in roster.end_all(9)} == {1, 2}
    assert roster.end_all(10) == []


def test_whoever_is_gone_without_a_word_after_we_ended_the_program_was_killed():
    roster = begun()
    roster.exiting(5, MAIN, 3)
    roster.killed = True
    assert [(event.worker, event.exit_code) for event in roster.end_all(9)] == [(1, 3), (2, -9)]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(("end", "code"), [("sys.exit(5)", 5), ("os.kill(os.getpid(), 9)", -9)])
def test_the_exit_code_of_a_zombie_is_read_without_reaping_it(end, code):
    child = subprocess.Popen([sys.executable, "-c", f"import os, sys; {end}"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    roster = Roster(sees_exits=True)
    roster.started(1, 60, child.pid)
    assert [(event.exit_code, event.zombie) for event in roster.process_ended(5, child.pid)] == [(code, True)]
    assert child.wait(10) == code
    assert zombie_exit_code(child.pid) is None
    assert zombie_exit_code(os.getpid()) is None
