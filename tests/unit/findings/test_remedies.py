"""What mptui offers to do for those who wait in vain."""

import pytest

from mptui import events as ev
from mptui.findings.remedies import remedy, unblocked_text
from stories import SCOPED, Story


def offered(story, chosen=None):
    story.found()
    found = remedy(story.model.state, story.diagnosis.current, chosen)
    return found and (found.how, found.worker, found.object)


def test_who_is_selected_is_helped_out_of_a_deadlock_else_the_first():
    story = Story().crossed(SCOPED)
    assert offered(story) == ("end_wait", 2, 2)
    assert offered(story, 3) == ("end_wait", 3, 1)
    assert offered(story, 1) == ("end_wait", 2, 2)


def test_nothing_is_offered_where_nothing_is_wrong():
    assert offered(Story()) is None


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("release", "w3 was made to release"),
        ("end_wait", "the wait of w3 for"),
        ("discard", "so that w3 can end"),
        ("reap", "w3 was made to wait for its children"),
    ],
)
def test_what_was_done_is_said(how, words):
    story = Story()
    assert words in unblocked_text(story.model.state, ev.Unblocked(1, 3, 1, how, None))
