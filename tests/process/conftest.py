"""Every test here starts real processes, and none may outlive it."""

import pytest


@pytest.fixture(autouse=True)
def _nothing_left(nothing_left):
    return nothing_left
