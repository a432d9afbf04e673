"""Locks that are held for long while others wait, and locks at which most of the time is spent waiting."""

import pytest

from mptui import events as ev
from mptui.findings.diagnosis import LOOK_NS, SETTLED_NS
from mptui.findings.kinds.convoy import WINDOW_NS
from mptui.findings.kinds.long_hold import LONG_NS
from stories import MS, PLAIN, SCOPED, Story

LONG = [("long-hold", "suspected")]
LATER = LONG_NS + SETTLED_NS + LOOK_NS


def held(scoped=SCOPED, kind="Lock", **more):
    """Worker 2 holds lock 1, and 3 waits for it; the main process runs."""
    return Story().object(1, kind, **more).takes(2, 1, scoped).waits(3, "acquire", 1)


@pytest.mark.parametrize(
    ("kind", "more"), [("Lock", {}), ("RLock", {}), ("Condition", {}), ("Semaphore", {"depth": 1})]
)
def test_a_lock_that_is_held_for_long(kind, more):
    story = held(kind=kind, **more)
    assert story.found(LONG_NS // 2) == []
    assert story.found(LATER) == LONG
    (finding,) = story.diagnosis.current
    assert (finding.workers, finding.objects, finding.where) == ((2, 3), (1,), ("app.py:21", "app.py:30"))
    changes = story.diagnosis.changes
    assert story.found(2 * LATER) == LONG
    assert story.diagnosis.changes == changes


def test_it_goes_when_the_lock_is_released():
    story = held()
    assert story.found(LATER) == LONG
    story.t += LATER
    assert story.releases(2, 1).found() == []
    assert [finding.kind for finding, _ in story.diagnosis.past] == ["long-hold"]


def test_who_waits_for_something_itself_is_not_accused():
    story = Story().object(1).object(2, "Queue").takes(2, 1, SCOPED).waits(3, "acquire", 1).waits(2, "get", 2)
    assert story.found(LATER) == []


def test_who_waits_with_a_timeout_does_not_wait_for_long():
    story = Story().object(1).takes(2, 1, SCOPED).waits(3, "acquire", 1, timeout=60.0)
    assert story.found(LATER) == []


def test_the_first_acquire_without_a_with_statement_may_be_a_baton():
    assert held(PLAIN).found(LATER) == []
    story = Story().object(1).takes(2, 1).releases(2, 1).takes(2, 1).waits(3, "acquire", 1)
    assert story.found(LATER) == LONG


def test_nobody_is_accused_while_mptui_holds_the_program_or_after_events_were_lost():
    assert held().happens(ev.KnobChanged, 0, "pause", True).found(LATER) == []
    assert held().happens(ev.EventsLost, 2, 3).found(LATER) == []


def rounds(workers, hold, gap=0, seconds=5):
    """Workers take a lock in turns, hold it for some ms, and are away from it for some ms."""
    story = Story(workers=workers).object(1)
    ready = dict.fromkeys(range(2, workers + 2), 0)
    waiting, holder, until = [], None, 0
    for t in range(0, seconds * 1000, 5):
        story.t = t * MS + 100 * MS
        if holder is not None and t >= until:
            story.releases(holder, 1)
            ready[holder], holder = t + gap, None
        for worker in [one for one, at in ready.items() if at <= t]:
            del ready[worker]
            story.waits(worker, "acquire", 1, scoped=True)
            waiting.append(worker)
        if holder is None and waiting:
            holder, until = waiting.pop(0), t + hold
            story.happens(ev.OpFinished, holder, "acquire", 1, "ok")
    return story


def kinds(story):
    return [finding.kind for finding in story.diagnosis.all_findings]


def test_four_workers_that_queue_for_one_lock():
    story = rounds(4, hold=20)
    assert kinds(story) == ["convoy"]
    (finding,) = story.diagnosis.current
    assert (finding.workers, finding.objects) == ((2, 3, 4, 5), (1,))
    assert "76 %" in finding.headline
    assert set(finding.where) <= {f"app.py:{worker}0" for worker in finding.workers}


def test_it_is_told_once_and_goes_when_the_queue_does():
    story = rounds(4, hold=20, seconds=9)
    assert story.diagnosis.changes == 3  # the first is that of the diagnosis itself, the second of the run
    story.t += 2 * WINDOW_NS
    for worker in (2, 3, 4, 5):
        story.happens(ev.WorkerExited, worker, -15)
    story.found()
    assert "convoy" not in [finding.kind for finding in story.diagnosis.current]
    assert "convoy" in [finding.kind for finding, _ in story.diagnosis.past]


@pytest.mark.parametrize(
    ("workers", "hold", "gap"),
    [(2, 20, 0), (4, 5, 100), (4, 20, 80), (3, 20, 40)],
    ids=["two take turns", "briefly", "as often as there is time for", "a third of the time"],
)
def test_a_lock_that_is_shared_well(workers, hold, gap):
    assert kinds(rounds(workers, hold, gap)) == []


def test_a_few_long_turns_are_no_convoy():
    assert kinds(rounds(4, hold=1000)) == []


def test_a_copy_of_a_diagnosis_goes_on_by_itself():
    story = rounds(4, hold=20, seconds=2)
    copied = story.diagnosis.copy()
    told = rounds(4, hold=20)
    assert kinds(told) == ["convoy"]
    assert copied.all_findings == []
