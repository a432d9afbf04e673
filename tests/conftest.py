"""Shared by all tests: nothing may be left behind, and a test that hangs shows where every thread stands."""

import faulthandler
import os
import signal
import uuid

import pytest

from processes import MARK, left_behind


@pytest.fixture(autouse=True, scope="session")
def _show_stacks_on_crash():
    faulthandler.enable()


@pytest.fixture(autouse=True, scope="session")
def _default_signals():
    """What a test starts meets signals with their defaults, though they be ignored here: nohup, a job of a shell's.

    We go on ignoring them, but by a function: exec gives a child the default in its place.
    """
    for signum in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
        if signal.getsignal(signum) is signal.SIG_IGN:
            signal.signal(signum, lambda *_: None)


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory):
    """No test reads or writes the settings and the progress of whoever runs it."""
    os.environ["MPTUI_CONFIG_DIR"] = str(tmp_path_factory.mktemp("settings"))
    os.environ["MPTUI_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture
def nothing_left(monkeypatch):
    """Mark every process that this test starts, however far removed, and fail if one outlives the test."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv(MARK, mark)
    yield mark
    left = left_behind(mark)
    assert not left, f"left behind: {left}"
