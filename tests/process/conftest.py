"""Every test here starts real processes, and none may outlive it."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of tests that run with spawn and with the fork server, those with the fork server are thorough ones."""
    ours = [item for item in items if item.path.is_relative_to(HERE) and hasattr(item, "callspec")]
    spawned = {(item.path, item.originalname) for item in ours if "spawn" in item.callspec.params.values()}
    for item in ours:
        if "forkserver" in item.callspec.params.values() and (item.path, item.originalname) in spawned:
            item.add_marker(pytest.mark.thorough)


@pytest.fixture(autouse=True)
def mark(nothing_left):
    """The mark that every process which this test starts carries."""
    return nothing_left
