from mptui.model.lifecycle import WorkerState
from mptui.ui.history import SLOT_NS, SLOTS, Track

RUNNING, BLOCKED = WorkerState.RUNNING, WorkerState.BLOCKED


def test_time_is_counted_exactly_across_slots():
    track = Track(RUNNING, SLOT_NS // 2)
    track.move(BLOCKED, 2 * SLOT_NS + SLOT_NS // 4)
    track.move(RUNNING, 2 * SLOT_NS + SLOT_NS // 2)
    track.advance(3 * SLOT_NS)
    slot_us = SLOT_NS // 1000
    assert track.share(0, SLOT_NS) == (slot_us // 2, 0, 0)
    assert track.share(0, 3 * SLOT_NS) == (slot_us * 9 // 4, slot_us // 4, 0)


def test_what_is_older_than_the_ring_is_forgotten_and_not_counted_twice():
    track = Track(RUNNING, 0)
    track.advance(3 * SLOTS * SLOT_NS)
    assert track.share(0, SLOT_NS) == (0, 0, 0)
    end = 3 * SLOTS * SLOT_NS
    assert track.share(end - SLOT_NS, end) == (SLOT_NS // 1000, 0, 0)
    assert track.share(0, end)[0] <= SLOTS * SLOT_NS // 1000


def test_after_the_end_nothing_is_added():
    track = Track(RUNNING, 0)
    track.move(WorkerState.EXITED, SLOT_NS)
    track.advance(5 * SLOT_NS)
    assert track.share(0, 5 * SLOT_NS) == (SLOT_NS // 1000, 0, 0)


def test_time_never_goes_back():
    track = Track(RUNNING, 5 * SLOT_NS)
    track.move(BLOCKED, 4 * SLOT_NS)
    track.advance(6 * SLOT_NS)
    assert track.share(5 * SLOT_NS, 6 * SLOT_NS) == (0, SLOT_NS // 1000, 0)
