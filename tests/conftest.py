"""Shared by all tests: nothing may be left behind, and a test that hangs shows where every thread stands."""

import faulthandler
import os
import uuid

import pytest

from processes import MARK, left_behind


@pytest.fixture(autouse=True, scope="session")
def _show_stacks_on_crash():
    faulthandler.enable()


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
