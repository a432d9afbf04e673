"""Every test here starts real processes, and none may outlive it."""

import pytest


@pytest.fixture(autouse=True)
def mark(nothing_left):
    """The mark that every process which this test starts carries."""
    return nothing_left
