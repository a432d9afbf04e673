"""What mptui did itself is told in its place among what the workers did."""

from collections import deque

import pytest

from mptui import events as ev
from mptui.events import latest, parted
from mptui.runtime.reader import with_own

RUN, OTHER = object(), object()


def done(t):
    return ev.OpDone(t, 1, 2, "put", 1, "app.py:5", "ok", began=t)


def flood(*times):
    return ev.OutputRun(times[0], 0, 0, [(t, 2, t, "stdout", b"x\n") for t in times])


def knob(t, run=RUN):
    return run, t, lambda: ev.KnobChanged(t, 0, 1, "lock", True)


def told(found, *own):
    waiting = deque(own)
    return [event.t for event in with_own(found, waiting, RUN)], len(waiting)


@pytest.mark.parametrize(
    ("found", "own", "wanted", "left"),
    [
        ([done(1), done(3)], [knob(2)], [1, 2, 3], 0),
        ([done(1), done(3)], [knob(0)], [0, 1, 3], 0),
        ([done(1), done(3)], [knob(3)], [1, 3], 1),
        ([], [knob(3)], [], 1),
        ([done(1), done(5)], [knob(2), knob(3), knob(9)], [1, 2, 3, 5], 1),
        ([done(1), done(5)], [knob(2, OTHER), knob(3)], [1, 3, 5], 0),
        ([flood(1, 2, 4, 5)], [knob(3)], [1, 3, 4], 0),
        ([flood(4, 5), done(6)], [knob(3)], [3, 4, 6], 0),
    ],
)
def test_it_goes_before_the_first_that_is_younger(found, own, wanted, left):
    assert told(found, *own) == (wanted, left)


def test_fragments_are_parted_where_it_goes():
    before, after = parted(flood(1, 2, 4, 5), 3)
    assert [[fragment[0] for fragment in one.fragments] for one in (*before, *after)] == [[1, 2], [4, 5]]
    assert latest(flood(1, 2, 4, 5)) == 5
