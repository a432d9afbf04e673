"""Locks taken in opposite orders: what could have been a deadlock, and what never could."""

import pytest

from mptui import events as ev
from mptui.findings.diagnosis import LOOK_NS
from mptui.model.lock_order import MOST_ALIKE, MOST_MOMENTS
from stories import PLAIN, SCOPED, Story

CROSSED = [("lock-order", "potential")]


def two(kind="Lock", **more):
    return Story().object(1, kind, **more).object(2, kind, **more)


@pytest.mark.parametrize(
    ("kind", "more"), [("Lock", {}), ("RLock", {}), ("Condition", {}), ("Semaphore", {"depth": 1})]
)
def test_two_locks_in_opposite_orders(kind, more):
    story = two(kind, **more).nests(2, 1, 2).nests(3, 2, 1)
    assert story.found(LOOK_NS) == CROSSED
    (finding,) = story.diagnosis.current
    assert (finding.workers, finding.objects) == ((2, 3), (1, 2))
    assert finding.where == ("app.py:21", "app.py:22", "app.py:32", "app.py:31")
    for name in ("w2", "w3", f"{kind.lower()}1", f"{kind.lower()}2", *finding.where):
        assert name in finding.text


def test_it_is_told_to_the_end_of_the_run():
    story = two().nests(2, 1, 2).nests(3, 2, 1)
    assert story.found(LOOK_NS) == CROSSED
    story.t += LOOK_NS
    story.happens(ev.WorkerExited, 2, 0).happens(ev.WorkerExited, 3, 0).happens(ev.RunFinished, 0, 0)
    assert story.found() == CROSSED
    assert story.diagnosis.past == []


def test_it_is_told_of_a_run_that_ends_at_once():
    story = two().nests(2, 1, 2).nests(3, 2, 1).happens(ev.RunFinished, 0, 0)
    assert [finding.kind for finding in story.diagnosis.current] == ["lock-order"]


def test_three_locks_in_a_ring_are_one_finding():
    story = Story(workers=3).object(1).object(2).object(3).nests(2, 1, 2).nests(3, 2, 3).nests(4, 3, 1)
    assert story.found() == CROSSED
    (finding,) = story.diagnosis.current
    assert (finding.workers, finding.objects) == ((2, 3, 4), (1, 2, 3))


def test_many_workers_with_the_same_locks_are_one_finding():
    story = Story(workers=20).object(1).object(2)
    for worker in range(2, 12):
        story.nests(worker, 1, 2).nests(worker + 10, 2, 1)
    assert story.found() == CROSSED


def test_one_worker_alone_never_waits_for_itself():
    assert two().nests(2, 1, 2).nests(2, 2, 1).found() == []


def test_one_order_is_no_circle():
    assert two().nests(2, 1, 2).nests(3, 1, 2).found() == []


def test_a_lock_that_both_held_keeps_them_apart():
    assert two().object(3).nests(2, 3, 1, 2).nests(3, 3, 2, 1).found() == []
    assert two().object(3).nests(2, 3, 1, 2).nests(3, 2, 1).found() == CROSSED


def test_a_semaphore_of_two_keeps_nobody_apart():
    story = two().object(3, "Semaphore", depth=2).nests(2, 3, 1, 2).nests(3, 3, 2, 1)
    assert story.found() == CROSSED


def test_what_is_only_tried_is_no_deadlock():
    assert two().nests(2, 1, 2).nests(3, 2, 1, scoped=PLAIN).found() == []
    story = two().nests(2, 1, 2).takes(3, 2).waits(3, "acquire", 1, timeout=1.0)
    assert story.happens(ev.OpFinished, 3, "acquire", 1, "ok").found() == []


def test_an_acquire_that_waited_without_a_timeout_counts():
    story = two().nests(2, 1, 2).takes(3, 2).waits(3, "acquire", 1).happens(ev.OpFinished, 3, "acquire", 1, "ok")
    assert story.releases(3, 1).releases(3, 2).found() == CROSSED


def test_an_rlock_that_is_held_already_is_not_waited_for():
    story = two("RLock").takes(2, 1, SCOPED).nests(2, 2, 1).releases(2, 1).nests(3, 1, 2)
    assert story.found() == []


def test_a_series_of_holds_under_another_lock_counts():
    def story(scoped):
        told = two().nests(2, 2, 1).takes(3, 1, SCOPED)
        times = tuple(told.t + n for n in range(1, 9))
        return told.happens(ev.LockCycles, 3, 2, "app.py:5", "app.py:6", times, scoped).releases(3, 1)

    assert story(SCOPED).found() == CROSSED
    assert story(PLAIN).found() == []


def test_a_lock_that_others_release_is_nobodys():
    story = two().nests(2, 1, 2).nests(3, 2, 1).takes(2, 1).releases(3, 1)
    assert story.found() == []


def test_the_parent_was_done_before_it_started_the_other():
    def story():
        return two().nests(1, 1, 2).starts(8).nests(8, 2, 1)

    assert story().found() == []
    assert story().nests(1, 1, 2).found() == CROSSED


def test_one_had_ended_before_the_other_was_started():
    assert two().nests(2, 1, 2).happens(ev.WorkerExited, 2, 0).starts(8).nests(8, 2, 1).found() == []
    assert two().nests(2, 1, 2).starts(8).nests(8, 2, 1).found() == CROSSED


def test_one_was_joined_by_the_other():
    story = two().nests(2, 1, 2).happens(ev.WorkerExited, 2, 0).waits(1, "join", target=2)
    assert story.happens(ev.OpFinished, 1, "join", None, "ok", target=2).nests(1, 2, 1).found() == []


@pytest.mark.parametrize(
    ("kind", "tell", "hear"), [("Event", "set", "wait"), ("Queue", "put", "get"), ("Pipe", "send", "recv")]
)
def test_one_was_told_by_the_other_when_it_was_done(kind, tell, hear):
    def done(story, worker, op):
        return story.happens(ev.OpDone, worker, op, 3, "app.py:7", "ok", began=story.t)

    def story():
        told = two().object(3, kind).nests(2, 1, 2)
        return done(done(told, 2, tell), 3, hear).nests(3, 2, 1)

    assert story().found() == []
    assert story().nests(2, 1, 2).found() == CROSSED


def test_turns_by_a_semaphore_that_tells():
    story = two().object(3, "Semaphore").nests(2, 1, 2)
    for worker, other in ((2, 3), (3, 2), (2, 3)):
        story.happens(ev.OpDone, worker, "release", 3, "app.py:7", "ok", depth=1, began=story.t)
        story.happens(ev.OpDone, other, "acquire", 3, "app.py:8", "ok", depth=0, began=story.t)
        story.nests(other, *((2, 1) if other == 3 else (1, 2)))
    assert story.found() == []


def test_a_deadlock_with_the_same_locks_says_more():
    story = two().nests(2, 1, 2).nests(3, 2, 1).takes(2, 1, SCOPED).takes(3, 2, SCOPED)
    assert story.found(LOOK_NS) == CROSSED
    story.t += LOOK_NS
    story.waits(2, "acquire", 2).waits(3, "acquire", 1)
    assert story.found() == [("deadlock", "proven")]


def test_a_copy_goes_on_by_itself():
    story = two().nests(2, 1, 2)
    copied = story.model.copy()
    story.nests(3, 2, 1)
    assert story.found() == CROSSED
    assert len(list(copied.state.lock_order)) == 1
    assert len(list(story.model.state.lock_order)) == 2


def test_what_is_kept_is_bounded():
    story = Story(workers=40)
    for number in range(1, 60):
        story.object(number)
    for worker in range(2, 42):
        for number in range(1, 59):
            story.nests(worker, number, number + 1)
    order = story.model.state.lock_order
    assert len(list(order)) == MOST_MOMENTS
    story.happens(ev.WorkerExited, 2, 0)
    assert len(list(order)) == MOST_MOMENTS - 58
    assert not any(moment.worker == 2 for moment in order)


def test_moments_alike_are_kept_a_few_times():
    story = two().object(3, "Event")
    for _ in range(3 * MOST_ALIKE):
        story.nests(2, 1, 2).happens(ev.OpDone, 2, "set", 3, "app.py:7", "ok", began=story.t)
    assert len(list(story.model.state.lock_order)) == MOST_ALIKE


def test_locks_that_were_folded_away_are_forgotten():
    story = two().nests(2, 1, 2)
    story.model.state.lock_order.forget_objects(frozenset({2}))
    assert list(story.model.state.lock_order) == []
    assert story.nests(3, 2, 1).found() == []
