"""Which processes a test has started: all that carry its mark in their environment, however far removed."""

import contextlib
import os
import signal
import time
from pathlib import Path

MARK = "MPTUI_TEST"
GRACE = 5.0
"""Seconds within which what is about to end (a resource tracker, a dying child) has to be gone."""


def marked(mark):
    """{pid: command} of every live process whose environment holds the mark. Reads /proc, so Linux only."""
    wanted, found = f"{MARK}={mark}".encode(), {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes():
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                found[int(folder.name)] = command.strip()
    return found


def left_behind(mark, grace=GRACE):
    """What is still there after the grace period; it is killed, so that one bad test does not spoil the others."""
    deadline = time.monotonic() + grace
    while (found := marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return found
