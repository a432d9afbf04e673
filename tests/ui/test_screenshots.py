"""The README's pictures of findings show the screen as it is now: `make screenshots` draws them anew."""

import importlib.util
import sys

import pytest

from vocabulary import SCREENSHOTS


@pytest.fixture
def take(monkeypatch):
    """The script that draws them."""
    spec = importlib.util.spec_from_file_location("take", SCREENSHOTS / "take.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "take", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_a_finding_looks_as_in_the_readme(take, size):
    for name, recorded in take.RECORDED.items():
        there = SCREENSHOTS / f"{name}-{size[0]}x{size[1]}.svg"
        assert take.tidy(take.take_recorded(recorded, size)) == there.read_text(encoding="utf-8")
