"""Runs in which nothing happens any more, and nothing is known to be wrong."""

import signal

import pytest

from mptui import events as ev
from mptui.findings.diagnosis import LOOK_NS
from mptui.findings.kinds.stalled import STALLED_NS
from stories import Story

STALLED = [("stalled", "suspected")]
LATER = STALLED_NS + 2 * LOOK_NS


def waiting(timeout=None):
    """A task of a pool waits for an event, and the main process for the task; the other worker of the pool is idle."""
    story = Story().object(1, "Pool").object(2, "Event")
    return story.serves(2).waits(3, "wait", 2, timeout=timeout).waits(1, "map", 1)


def test_everybody_waits_and_nothing_happens():
    story = waiting()
    assert story.found(STALLED_NS - LOOK_NS) == []
    assert story.found(LATER) == STALLED
    (finding,) = story.diagnosis.current
    assert finding.workers == (1, 2, 3)
    assert "MainProcess waits in pool1.map() at app.py:10" in finding.text
    assert "w3 waits in event2.wait() at app.py:30" in finding.text


def test_it_goes_with_the_next_event():
    story = waiting()
    assert story.found(LATER) == STALLED
    story.t += LATER
    assert story.happens(ev.Output, 2, "stderr", b"still here\n").found() == []


def test_nothing_is_looked_for_once_it_was_told():
    story = waiting()
    assert story.found(LATER) == STALLED
    assert not story.diagnosis.is_due(story.model.state, story.t + 2 * LATER)


MAY_GO_ON = {
    "somebody runs": lambda story: story.starts(8),
    "a library has a thread of its own": lambda story: story.happens(ev.LibraryThreads, 1, 1),
    "a signal is expected": lambda story: story.happens(ev.HandlerInstalled, 1, int(signal.SIGTERM)),
    "a client may call": lambda story: story.object(7, "Connection").starts(8).waits(8, "recv", 7),
    "somebody waits with a timeout": lambda story: story.object(7, "Event").starts(8).waits(8, "wait", 7, timeout=60.0),
    "somebody is not watched": lambda story: story.happens(ev.ProbeFailed, 2, "a fault"),
    "events were lost": lambda story: story.happens(ev.EventsLost, 2, 3),
    "mptui holds the program": lambda story: story.happens(ev.KnobChanged, 0, "pause", True),
}


@pytest.mark.parametrize("why", MAY_GO_ON)
def test_it_is_not_said_where(why):
    assert MAY_GO_ON[why](waiting()).found(LATER) == []


def test_another_finding_says_more():
    story = Story(workers=1).object(1, "Event").waits(2, "wait", 1).waits(1, "join", target=2)
    assert story.found(LATER) == [("nobody-left", "proven")]
