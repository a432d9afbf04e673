"""Exceptions that nobody is told of, or that stop more than themselves, told as small stories."""

from test_who_is_stuck import Story

from mptui import events as ev
from mptui.findings.diagnosis import SETTLED_NS, SUSPECTED_NS

SILENT = ("silent-exception", "suspected")
NEVER = ("silent-exception", "proven")


def pool():
    return Story().object(1, "Pool").serves(2).serves(3)


def seen(story, what, text="ValueError: 3", worker=1, **more):
    where = more.pop("where", "app.py:7")
    return story.happens(ev.ErrorSeen, worker, what, 1, "render", text, where, **more)


def asks(story, outcome, value):
    return story.happens(ev.OpDone, 1, "get", 1, "app.py:5", outcome, value, began=story.t)


def test_a_task_that_nobody_asked_for():
    story = seen(pool(), "unasked")
    assert story.found() == [SILENT]
    (finding,) = story.diagnosis.current
    assert finding.text == "task render of pool1 raised ValueError: 3 (app.py:7), and nobody has asked for its result."
    assert finding.objects == (1,)


def test_tasks_that_fail_alike_are_told_of_once():
    story = seen(seen(pool(), "unasked"), "unasked", "ValueError: 4")
    assert story.found() == [SILENT]
    assert seen(story, "unasked", where="app.py:8").found(SUSPECTED_NS) == [SILENT, SILENT]


def test_who_got_one_exception_has_been_told_of_all_that_are_alike():
    story = asks(pool(), "error", "<ValueError>")
    assert seen(story, "unasked").found() == []
    assert seen(story, "unasked", "KeyError: 'x'").found(SUSPECTED_NS) == [SILENT]


def test_a_callback_that_raised_keeps_its_result_from_whoever_waits():
    story = seen(pool().waits(1, "get", 1), "callback", "KeyError: 2", waiter=1)
    assert story.found() == [NEVER]
    assert story.diagnosis.current[0].workers == (1,)


def test_a_callback_that_raised_does_not_keep_other_results():
    story = seen(pool().waits(1, "get", 1), "callback", "KeyError: 2", waiter=1)
    story.happens(ev.OpFinished, 1, "get", 1, "error").waits(1, "get", 1)
    assert story.found(2 * SUSPECTED_NS) == [SILENT]


def test_nobody_waits_for_the_result_of_the_callback_yet():
    story = seen(pool(), "callback", "KeyError: 2")
    assert story.found() == [SILENT]
    story.waits(1, "get", 1)
    assert seen(story, "callback", "KeyError: 2", waiter=1).found(SUSPECTED_NS) == [NEVER]


def test_a_wait_with_a_timeout_ends():
    story = seen(pool().waits(1, "get", 1, timeout=9.0), "callback", "KeyError: 2", waiter=1)
    assert story.found(2 * SUSPECTED_NS) == [SILENT]


def test_a_thread_that_ended_gives_no_results_to_anybody():
    story = seen(pool(), "callback", "TypeError", ended=True).waits(1, "map", 1)
    assert story.found(SETTLED_NS // 2) == [SILENT]
    assert story.found() == [NEVER]


def test_a_signal_may_get_the_main_process_out_of_its_wait():
    story = pool().happens(ev.HandlerInstalled, 1, 10).waits(1, "map", 1)
    assert seen(story, "callback", "TypeError", ended=True).found(2 * SUSPECTED_NS) == [SILENT]


def test_a_result_that_cannot_be_loaded():
    assert seen(pool(), "loading", "TypeError", ended=True).found() == []
    story = seen(pool(), "loading", "TypeError", ended=True).waits(1, "get", 1)
    assert story.found() == [("unpicklable", "proven")]


def test_a_main_module_without_a_guard_is_told_of_once_and_for_good():
    story = Story()
    for worker in (2, 3):
        story.happens(ev.ErrorSeen, worker, "unguarded", None, "spawn", "RuntimeError", "app.py:9")
        story.happens(ev.WorkerExited, worker, 1)
    assert story.found() == [("missing-main-guard", "proven")]
    assert "w2, which was started by spawn, imports app.py" in story.diagnosis.current[0].text
    assert story.found(10 * SUSPECTED_NS) == [("missing-main-guard", "proven")]


def test_output_that_a_hard_exit_lost():
    story = Story().happens(ev.ErrorSeen, 2, "unwritten", None, "stdout", "1 byte", "app.py:9")
    assert story.found() == [("lost-output", "suspected")]
    assert "1 byte that it had written to stdout was still in the buffer" in story.diagnosis.current[0].text
