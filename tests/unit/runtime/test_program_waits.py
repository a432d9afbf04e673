"""A real program at a pipe: that it waits there is told, that it goes on, and that it waits again."""

import os
import subprocess
import sys
import time

import pytest

from mptui import events as ev
from mptui.probe import wire
from mptui.runtime.program_waits import ProgramWaits
from mptui.runtime.roster import Roster

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="proc(5) tells")
TOOL = 60


def until(waits, kind, limit=20):
    """Look until something of that kind is told; returns it."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        found = waits.look(time.monotonic_ns())
        if found:
            assert [type(event) for event in found] == [kind]
            return found[0]
        time.sleep(0.01)
    raise AssertionError(f"no {kind.__name__}")


def test_it_is_told_each_time_that_it_waits():
    tool = subprocess.Popen(["sh", "-c", "read a; sleep 0.3; read b"], stdin=subprocess.PIPE)
    try:
        roster = Roster(sees_exits=True)
        roster.created(1, wire.MAIN_WORKER, 0, wire.MAIN, "MainProcess")
        roster.started(2, wire.MAIN_WORKER, os.getpid())
        roster.created(3, TOOL, wire.MAIN_WORKER, wire.PROCESS, "sh")
        roster.started(4, TOOL, tool.pid)
        waits = ProgramWaits(roster)
        began = until(waits, ev.OpStarted)
        assert (began.op, began.peers) == ("read", (roster.entry(wire.MAIN_WORKER).id,))
        for _ in range(12):
            assert waits.look(0) == [], "nothing has changed"
        tool.stdin.write(b"first\n")
        tool.stdin.flush()
        assert until(waits, ev.OpFinished).op == "read"
        assert until(waits, ev.OpStarted).seq == began.seq + 2
    finally:
        tool.kill()
        tool.communicate()
