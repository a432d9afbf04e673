"""Whose process it is: children and their children, nobody else, and no answer about what is gone."""

import os
import subprocess
import sys

from mptui.runtime.ancestry import descends

CHAIN = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import os; print(os.getpid(), flush=True); input()"])
"""


def test_a_grandchild_descends_and_its_parents_do_not():
    with subprocess.Popen([sys.executable, "-c", CHAIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        grandchild = int(child.stdout.readline())
        assert descends(child.pid, os.getpid()) is True
        assert descends(grandchild, os.getpid()) is True
        assert descends(grandchild, child.pid) is True
        assert descends(child.pid, grandchild) is False
        assert descends(os.getpid(), os.getpid()) is False
        assert descends(os.getppid(), os.getpid()) is False
        assert descends(1, os.getpid()) is False
        child.communicate(b"\n")
    assert descends(grandchild, os.getpid()) is None
    assert descends(2**31 - 1, os.getpid()) is None


def test_a_zombie_still_descends():
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert descends(child.pid, os.getpid()) is True
