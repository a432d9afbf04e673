"""Figures of two runs: alike within a tenth, else by how much the second differs."""

import pytest

from mptui.projections.comparison import Figure, compared, figures
from stories import Story

NAMES = ["time", "workers", "messages", "torn", "messages a second", "locks taken", "waited for locks, in all",
         "held locks, in all", "items got", "items a second", "findings"]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [(100, 100, ""), (100, 109, ""), (100, 300, "3 times"), (300, 100, "0.33 times"), (0, 5, "only the second"),
     (5, 0, "only the first"), (0, 0, "")],
)  # fmt: skip
def test_what_differs_is_marked(first, second, difference):
    (found,) = compared([Figure("torn", str(first), first)], [Figure("torn", str(second), second)])
    assert found == ("torn", str(first), str(second), difference)


def test_the_figures_of_a_run():
    story = Story().object(1).nests(2, 1).nests(3, 1)
    state = story.model.state
    found = figures(state, [], state.now)
    assert [figure.name for figure in found] == NAMES
    texts = {figure.name: figure.text for figure in found}
    assert (texts["locks taken"], texts["workers"], texts["findings"]) == ("2", "3", "none")
    assert compared(found, found)[0].difference == ""
