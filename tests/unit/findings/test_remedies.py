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


def left_by_a_dead_owner(kind, **more):
    """Worker 2 was killed with it, and worker 3 waits for it; nobody else uses it."""
    story = Story().object(1, kind, **more).takes(2, 1).waits(3, "acquire", 1).waits(1, "join", target=3)
    return story.happens(ev.WorkerExited, 2, -9)


@pytest.mark.parametrize(
    ("kind", "module", "how"),
    [
        ("Lock", "multiprocessing", ("release", 3, 1)),
        ("Lock", "threading", ("release", 3, 1)),
        ("RLock", "multiprocessing", ("end_wait", 3, 1)),
        ("Lock", "multiprocessing.managers", None),
    ],
)
def test_only_who_can_be_reached_is_helped_out(kind, module, how):
    assert offered(left_by_a_dead_owner(kind, module=module)) == how


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
