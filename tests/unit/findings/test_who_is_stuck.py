"""Who counts as stuck, told as small stories: what is proven, and what somebody unseen might still mend."""

import signal

import pytest

from mptui import events as ev
from mptui.findings.diagnosis import SETTLED_NS, SUSPECTED_NS
from mptui.findings.pools import STILL_NS
from stories import PLAIN, SCOPED, Story

DEADLOCK = [("deadlock", "proven")]


def test_two_locks_in_with_statements_are_a_deadlock_whatever_others_do():
    story = Story().crossed(SCOPED)
    assert story.found() == DEADLOCK
    (finding,) = story.diagnosis.current
    assert set(finding.workers) == {2, 3}
    assert set(finding.objects) == {1, 2}
    assert set(finding.where) == {"app.py:21", "app.py:20", "app.py:32", "app.py:30"}
    for name in ("w2", "w3", "lock1", "lock2", "app.py:21", "app.py:20", "app.py:32", "app.py:30"):
        assert name in finding.text


def test_plain_locks_may_be_released_by_the_main_process_which_runs():
    story = Story().crossed(PLAIN)
    assert story.found() == []
    assert story.found(SUSPECTED_NS + SETTLED_NS) == [("deadlock", "suspected")]


def test_plain_locks_are_a_deadlock_once_the_main_process_waits_for_one_of_the_two():
    assert Story().crossed(PLAIN).waits(1, "join", target=2).found() == DEADLOCK


def test_plain_locks_that_their_takers_always_released_are_a_deadlock():
    story = Story().object(1).object(2)
    for _ in range(2):
        story.takes(2, 1).releases(2, 1).takes(3, 2).releases(3, 2)
    story.takes(2, 1).takes(3, 2).waits(2, "acquire", 2).waits(3, "acquire", 1)
    assert story.found() == DEADLOCK


def test_a_lock_that_somebody_else_has_released_is_nobodys():
    story = Story().object(1).object(2).takes(2, 1).releases(3, 1).takes(2, 1).takes(3, 2)
    story.waits(2, "acquire", 2).waits(3, "acquire", 1)
    assert story.found(10 * SUSPECTED_NS) == []


def test_nothing_is_told_before_it_has_settled():
    story = Story().crossed(SCOPED)
    assert story.found(SETTLED_NS // 2) == []
    assert story.found(2 * SETTLED_NS) == DEADLOCK


def test_a_wait_with_a_timeout_ends_by_itself():
    story = Story().object(1).object(2).takes(2, 1, SCOPED).takes(3, 2, SCOPED)
    story.waits(2, "acquire", 2).waits(3, "acquire", 1, timeout=5.0)
    assert story.found(10 * SUSPECTED_NS) == []


@pytest.mark.parametrize("number", [signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF])
def test_a_timer_of_its_own_may_get_a_process_out(number):
    story = Story().happens(ev.HandlerInstalled, 2, int(number)).crossed(SCOPED)
    assert story.found(10 * SUSPECTED_NS) == []


def test_a_handler_of_the_parents_is_inherited():
    story = Story(workers=0).happens(ev.HandlerInstalled, 1, int(signal.SIGALRM))
    for worker in (2, 3):
        story.happens(ev.WorkerCreated, worker, f"w{worker}", "process", 1)
        story.happens(ev.WorkerStarted, worker, 100 + worker)
    assert story.crossed(SCOPED).found(10 * SUSPECTED_NS) == []


ALONE = {
    "an event": ("Event", "wait"),
    "an item": ("Queue", "get"),
    "a notification": ("Condition", "wait"),
    "others at a barrier": ("Barrier", "wait"),
    "a message": ("Pipe", "recv"),
}


def lone(what):
    kind, op = ALONE[what]
    return (
        Story(workers=1)
        .object(1, kind, parties=2 if kind == "Barrier" else None)
        .waits(2, op, 1)
        .waits(1, "join", target=2)
    )


@pytest.mark.parametrize("what", ALONE)
def test_nobody_is_left_to_bring(what):
    assert lone(what).found() == [("nobody-left", "proven")]


UNSEEN = {
    "a thread of a library's": lambda story: story.happens(ev.LibraryThreads, 1, 1),
    "a handler of a signal": lambda story: story.happens(ev.HandlerInstalled, 1, int(signal.SIGTERM)),
    "a pool that calls back": lambda story: story.object(9, "Pool").happens(
        ev.OpDone, 1, "callback", 9, "", "ok", began=story.t
    ),
    "what was lost": lambda story: story.happens(ev.EventsLost, 2, 3),
    "a worker that is not watched": lambda story: story.happens(ev.ProbeFailed, 1, "a fault"),
    "another process": lambda story: story.happens(ev.WorkerCreated, 8, "w8", "process", 1).happens(
        ev.WorkerStarted, 8, 108
    ),
}


@pytest.mark.parametrize("who", UNSEEN)
@pytest.mark.parametrize("what", ALONE)
def test_somebody_might_still_bring(what, who):
    story = lone(what)
    UNSEEN[who](story)
    assert story.found(3 * SUSPECTED_NS) == []


def test_a_barrier_to_which_all_have_come_lets_them_go():
    story = Story().object(1, "Barrier", parties=2).waits(2, "wait", 1).waits(3, "wait", 1).waits(1, "join", target=2)
    assert story.found(3 * SUSPECTED_NS) == []


def test_who_has_a_handler_may_be_interrupted_by_whoever_runs():
    def story():
        return Story().crossed(SCOPED).happens(ev.HandlerInstalled, 2, int(signal.SIGUSR1))

    assert story().found(10 * SUSPECTED_NS) == [("deadlock", "suspected")]
    assert story().waits(1, "join", target=2).found() == DEADLOCK


def test_an_object_of_threads_is_out_of_reach_for_other_processes():
    def story():
        return Story(workers=1).object(1, "Event", module="threading").waits(2, "wait", 1)

    assert story().found() == []  # the main process made it, and may end it
    assert story().waits(1, "join", target=2).found() == [("nobody-left", "proven")]


def test_a_lock_whose_taker_was_killed():
    def story():
        told = Story(workers=3).object(1).takes(2, 1, SCOPED).waits(3, "acquire", 1).waits(4, "acquire", 1)
        return told.happens(ev.WorkerExited, 2, -9)

    assert story().found() == []
    assert story().found(SUSPECTED_NS + SETTLED_NS) == [("dead-owner", "suspected")]  # the main process may release it
    story = story().waits(1, "join", target=3)
    assert story.found() == [("dead-owner", "proven")]
    (finding,) = story.diagnosis.current
    assert finding.workers == (2, 3, 4)
    assert "killed by SIGKILL" in finding.text


def test_an_rlock_whose_taker_was_killed_is_nobody_elses():
    story = Story().object(1, "RLock").takes(2, 1).waits(3, "acquire", 1).happens(ev.WorkerExited, 2, -9)
    assert story.found() == [("dead-owner", "proven")]


def test_a_worker_that_waits_for_itself_may_be_helped_by_whoever_runs():
    def story():
        return Story(workers=1).object(1).takes(2, 1, SCOPED).waits(2, "acquire", 1)

    assert story().found() == []
    assert story().waits(1, "join", target=2).found() == DEADLOCK


def test_a_feeder_that_pickles_runs_code_of_the_program():
    def story():
        told = Story(workers=1).object(1, "Queue").object(2, "Event").waits(2, "wait", 2)
        told.happens(ev.OpDone, 2, "put", 1, "app.py:5", "ok", depth=1, began=told.t)
        return told.waits(1, "join", target=2)

    assert story().found(10 * SUSPECTED_NS) == []
    busy = story().happens(ev.OpStarted, 2, "flush", 1, "")
    assert busy.found() == [("nobody-left", "proven")]


def test_a_process_that_cannot_flush_its_queue():
    def story():
        told = Story(workers=1).object(1, "Queue")
        told.happens(ev.OpDone, 2, "put", 1, "app.py:5", "ok", depth=1, began=told.t)
        return told.waits(2, "join_thread", 1).waits(1, "join", target=2)

    assert story().found(10 * SUSPECTED_NS) == []
    assert story().happens(ev.OpStarted, 2, "flush", 1, "").found() == [("unflushed-queue", "proven")]


def test_a_finding_goes_when_it_is_true_no_longer_and_is_kept_as_past():
    story = Story().crossed(SCOPED)
    assert story.found() == DEADLOCK
    story.t += 2 * SETTLED_NS
    story.happens(ev.WorkerExited, 2, -15)
    assert story.found() == []
    assert [finding.kind for finding, _ in story.diagnosis.past] == ["deadlock"]


def test_what_mptui_ends_is_judged_as_it_stood():
    story = Story().crossed(SCOPED)
    story.t += 2 * SETTLED_NS
    story.happens(ev.RunEnded, 0, "timeout")
    for worker in (2, 3, 1):
        story.happens(ev.WorkerExited, worker, -9, ended_by="mptui")
    assert story.found() == DEADLOCK
    story.happens(ev.RunStarted, 0, "app.py", (), "fork", "3.11", "linux")
    assert story.diagnosis.current == ()


def test_nobody_is_stuck_while_mptui_holds_the_program():
    story = Story().crossed(SCOPED).happens(ev.KnobChanged, 0, "pause", True)
    assert story.found(10 * SUSPECTED_NS) == []


def test_a_circle_through_a_queue_and_a_join():
    story = Story(workers=1).object(1, "Queue", maxsize=2)
    story.happens(ev.OpDone, 1, "put", 1, "app.py:5", "ok", depth=1, began=story.t)
    story.happens(ev.OpDone, 2, "get", 1, "app.py:6", "ok", depth=0, began=story.t)
    story.waits(2, "get", 1).waits(1, "join", target=2)
    assert story.found() == DEADLOCK
    (finding,) = story.diagnosis.current
    assert set(finding.workers) == {1, 2}


def test_a_task_that_its_worker_took_with_it():
    story = Story().object(1, "Pool").serves(2).serves(3).waits(1, "map", 1)
    story.happens(ev.OpFinished, 2, "get", 1, "ok", "render").happens(ev.WorkerExited, 2, -9)
    assert story.found() == []  # another's result may be on its way
    assert story.found(STILL_NS + 2 * SETTLED_NS) == [("lost-task", "proven")]
    (finding,) = story.diagnosis.current
    assert finding.workers == (2, 1)
    assert "render" in finding.text


def test_a_task_is_not_lost_as_long_as_another_is_in_work():
    story = Story().object(1, "Pool").serves(2).serves(3).waits(1, "map", 1)
    story.happens(ev.OpFinished, 2, "get", 1, "ok", "render").happens(ev.OpFinished, 3, "get", 1, "ok", "render")
    story.happens(ev.WorkerExited, 2, -9)
    assert story.found(10 * SUSPECTED_NS) == []


def test_children_of_a_process_that_was_killed_are_orphans():
    story = Story(workers=1)
    story.happens(ev.WorkerCreated, 3, "w3", "process", 2).happens(ev.WorkerStarted, 3, 103)
    story.happens(ev.WorkerExited, 2, -9)
    assert story.found() == [("orphan", "suspected")]
    (finding,) = story.diagnosis.current
    assert finding.workers == (3, 2)


def test_children_that_outlive_a_parent_which_ended_well_may_be_meant_to():
    story = Story(workers=1)
    story.happens(ev.WorkerCreated, 3, "w3", "process", 2).happens(ev.WorkerStarted, 3, 103)
    story.happens(ev.WorkerExited, 2, 0)
    assert story.found(10 * SUSPECTED_NS) == []


def test_what_somebody_did_who_has_just_ended_may_still_have_its_effect():
    story = lone("an event")
    story.t += 2 * SETTLED_NS
    story.happens(ev.WorkerCreated, 8, "w8", "thread", 1).happens(ev.WorkerStarted, 8, 100)
    story.happens(ev.WorkerExited, 8, None)
    assert story.found(SETTLED_NS // 2) == []
    assert story.found(2 * SETTLED_NS) == [("nobody-left", "proven")]


def test_a_slow_reader_helps_those_who_put_though_another_was_killed_in_its_put():
    story = Story().object(1, "SimpleQueue").waits(2, "put", 1).happens(ev.WorkerExited, 2, -9).waits(3, "put", 1)
    assert story.found(10 * SUSPECTED_NS) == []
    stuck = Story().object(1, "SimpleQueue").waits(2, "put", 1).happens(ev.WorkerExited, 2, -9).waits(3, "put", 1)
    assert stuck.waits(1, "join", target=3).found() == [("dead-owner", "proven")]


def test_who_asks_for_results_after_a_task_was_lost_may_wait_for_others():
    def story():
        told = Story().object(1, "Pool").serves(2).serves(3)
        return told.happens(ev.OpFinished, 2, "get", 1, "ok", "render").happens(ev.WorkerExited, 2, -9)

    assert story().waits(1, "wait", 1).found() == []
    assert story().waits(1, "wait", 1).found(SUSPECTED_NS + SETTLED_NS) == [("lost-task", "suspected")]
    assert story().waits(1, "join", 1).found(STILL_NS + 2 * SETTLED_NS) == [("lost-task", "proven")]


def killed_reader():
    """Worker 2 was killed in its get, 3 waits in its own, and an item is in the pipe; the main process has put it."""
    story = Story().object(1, "Queue").waits(2, "get", 1).happens(ev.WorkerExited, 2, -9).waits(3, "get", 1)
    story.happens(ev.OpDone, 1, "put", 1, "app.py:5", "ok", depth=1, began=story.t)
    return story.happens(ev.OpDone, 1, "feed", 1, "", "ok", began=story.t)


def test_a_reader_that_was_killed_takes_the_lock_along():
    assert killed_reader().found() == [("dead-owner", "proven")]


def test_a_large_item_is_still_on_its_way():
    assert killed_reader().happens(ev.OpStarted, 1, "flush", 1, "").found(10 * SUSPECTED_NS) == []


def test_a_queue_of_threads_is_out_of_reach_for_other_processes():
    story = Story(workers=1).object(1, "Queue", module="queue").waits(2, "get", 1).waits(1, "join", target=2)
    assert story.found() == [("nobody-left", "proven")]


def test_it_stays_the_same_finding_when_more_come_to_wait():
    story = Story(workers=3).object(1, "RLock").object(2).nests(4, 2).takes(2, 1).waits(3, "acquire", 1)
    story.happens(ev.WorkerExited, 2, -9)
    assert story.found() == [("dead-owner", "proven")]
    story.t += SETTLED_NS
    story.waits(4, "acquire", 1)
    assert story.found() == [("dead-owner", "proven")]
    (finding,) = story.diagnosis.current
    assert 4 in finding.workers
    assert story.diagnosis.past == []
