"""What is there whoever waits: processes that fail or that nobody joins, shared memory, lost updates, as stories."""

import signal

import pytest
from test_who_is_stuck import Story

from mptui import events as ev

LONG = 4_000_000_000


def failing(count=6, code=1, pause=500_000_000, does=lambda story, worker: None):
    """Processes that are started one after another, each after the end of the one before."""
    story = Story(workers=0).object(1, "Pool")
    for worker in range(2, count + 2):
        story.happens(ev.WorkerCreated, worker, f"w{worker}", "process", 1)
        story.happens(ev.WorkerStarted, worker, 100 + worker)
        does(story, worker)
        story.t += pause
        story.happens(ev.WorkerExited, worker, code).happens(ev.WorkerReaped, worker, code)
    return story


def says(story, worker):
    story.happens(ev.Output, worker, "stderr", b"Traceback\nValueError: 7\n")


def works(story, worker):
    story.happens(ev.OpDone, worker, "get", 1, "", "ok", "render", began=story.t)
    story.happens(ev.OpDone, worker, "task", 1, "app.py:3", "ok", "render", began=story.t)


def test_processes_that_fail_as_fast_as_they_are_made():
    story = failing(does=says)
    assert story.found() == [("respawning", "suspected")]
    assert "the last 5 ended with exit code 1 as soon as they had started (ValueError: 7)" in (
        story.diagnosis.current[0].text
    )


def test_it_is_over_when_no_others_come():
    assert failing().found(LONG) == []


@pytest.mark.parametrize("code", [0, -signal.SIGTERM])
def test_processes_that_end_well_or_are_asked_to_do_not_fail(code):
    assert failing(code=code).found() == []


def test_processes_that_have_done_a_task_do_something():
    assert failing(does=works).found() == []


def test_many_that_are_started_in_a_row_may_fail_meanwhile():
    assert failing(pause=0).found() == []


def test_few_failures_are_none():
    assert failing(count=4).found() == []


def test_processes_that_fail_together_are_not_made_again():
    story = Story(workers=8)
    for worker in range(2, 10):
        story.happens(ev.WorkerExited, worker, 1)
    assert story.found() == []


def zombies(story=None):
    return (story or Story()).happens(ev.WorkerExited, 2, 0, zombie=True)


NEVER = [("never-joined", "suspected")]


def test_a_process_that_nobody_joins():
    story = zombies().happens(ev.WorkerExited, 3, -9, zombie=True)
    assert story.found() == []
    assert story.found(LONG) == NEVER
    assert story.diagnosis.current[0].workers == (2, 3, 1)


def test_a_process_that_was_waited_for():
    assert zombies(Story(workers=1)).happens(ev.WorkerReaped, 2, 0).found(LONG) == []


def test_whoever_joins_others_comes_to_it_later():
    assert zombies().waits(1, "join", target=3).found(LONG) == []


def test_whoever_waits_for_what_others_bring_may_join_later():
    story = zombies().object(1, "Queue").waits(1, "get", 1, timeout=60.0)
    assert story.found(LONG) == []
    story.happens(ev.WorkerExited, 3, 0, zombie=True)
    assert story.found(2 * LONG) == NEVER


def test_whoever_computes_while_others_run_does_not_wait():
    assert zombies().found(LONG) == NEVER


def block(story, *ops):
    for worker, op in ops:
        story.happens(ev.OpDone, worker, op, 1, "app.py:4", "ok", "psm_1", began=story.t)
    return story


def ends(story, *workers):
    for worker in workers:
        story.happens(ev.WorkerExited, worker, 0).happens(ev.WorkerReaped, worker, 0)
    return story.happens(ev.RunFinished, 0, 0)


def kinds(story):
    return [finding.kind for finding in story.diagnosis.all_findings]


def segment():
    return Story(workers=1).object(1, "SharedMemory", module="multiprocessing.shared_memory")


def test_a_block_that_nobody_unlinks():
    assert kinds(ends(block(segment(), (1, "create"), (2, "attach"), (2, "close")), 2, 1)) == ["leaked"]


@pytest.mark.parametrize("op", ["unlink", "track"])
def test_a_block_that_another_unlinks(op):
    assert kinds(ends(block(segment(), (1, "create"), (2, op)), 2, 1)) == []


def test_a_block_is_not_left_while_anybody_runs_or_if_mptui_ends_the_run():
    story = block(segment(), (1, "create")).happens(ev.WorkerExited, 1, 0)
    assert story.found() == []
    assert kinds(ends(story.happens(ev.RunEnded, 0, "timeout"), 2)) == []


def test_a_block_that_was_gone_when_somebody_unlinked_it():
    story = block(segment(), (1, "create"))
    story.happens(ev.OpDone, 2, "unlink", 1, "app.py:4", "error", began=story.t)
    assert kinds(ends(story, 2, 1)) == []


def value(*accesses):
    story = Story().object(1, "Value")
    for worker, op, line, text in accesses:
        story.happens(ev.OpDone, worker, op, 1, f"app.py:{line}", "ok", text, began=story.t)
    return story


LOST = [("lost-update", "suspected")]


def test_an_update_that_another_had_not_seen():
    story = value((2, "read", 9, "0"), (3, "read", 9, "0"), (2, "write", 9, "1"), (3, "write", 9, "1"))
    assert story.found() == LOST
    (finding,) = story.diagnosis.current
    assert finding.workers == (2, 3)
    assert "what w2 wrote at app.py:9 was overwritten by w3 at app.py:9" in finding.text


def test_updates_one_after_another():
    assert value((2, "read", 9, "0"), (2, "write", 9, "1"), (3, "read", 9, "1"), (3, "write", 9, "2")).found() == []


def test_a_flag_that_two_set():
    flag = ((2, "read", 8, "0"), (3, "read", 8, "0"), (2, "write", 9, "1"), (3, "write", 9, "1"))
    assert value(*flag).found() == []
    assert value(*flag, (2, "write", 9, "0"), *flag).found() == []


def test_updates_in_two_lines_that_were_lost_again_and_again():
    first = ((2, "read", 8, "0"), (3, "read", 8, "0"), (2, "write", 9, "1"), (3, "write", 9, "1"))
    then = ((2, "read", 8, "1"), (3, "read", 8, "1"), (2, "write", 9, "2"), (3, "write", 9, "2"))
    assert value(*first, *then).found() == LOST


def test_fields_of_a_structure_are_apart():
    accesses = ((2, "read", 9, "x = 0"), (3, "read", 9, "y = 0"), (2, "write", 9, "x = 1"), (3, "write", 9, "y = 1"))
    assert value(*accesses).found() == []


def test_what_is_written_without_having_been_read_is_no_update():
    assert value((3, "read", 9, "0"), (2, "write", 9, "5"), (3, "write", 9, "1")).found() == []


def test_without_locks_it_is_mptuis_doing():
    story = Story().object(1, "Value").happens(ev.KnobChanged, 0, "lock", False)
    for worker, op, text in ((2, "read", "0"), (3, "read", "0"), (2, "write", "1"), (3, "write", "1")):
        story.happens(ev.OpDone, worker, op, 1, "app.py:9", "ok", text, began=story.t)
    assert story.found() == []
