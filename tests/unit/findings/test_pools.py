"""What a pool will still do, told as small stories."""

import pytest

from mptui import events as ev
from mptui.findings.diagnosis import SETTLED_NS
from mptui.findings.pools import STILL_NS
from stories import Story

DEADLOCK = [("deadlock", "proven")]
STILL = STILL_NS + 2 * SETTLED_NS


def takes_task(story, worker):
    """The worker of the pool 1 begins a task."""
    story.serves(worker)
    return story.happens(ev.OpFinished, worker, "get", 1, "ok", "task")


def asked_under_lock(kind="Pool", flavor="process"):
    """The main process maps under a lock that all tasks of the pool need."""
    story = Story(flavor=flavor).object(1, kind).object(2, "RLock").takes(1, 2)
    for worker in (2, 3):
        takes_task(story, worker)
    return story.waits(2, "acquire", 2).waits(3, "acquire", 2).waits(1, "map", 1)


def test_all_workers_wait_for_who_waits_for_their_results():
    story = asked_under_lock()
    assert story.found(2 * SETTLED_NS) == []  # a result may be on its way
    assert story.found(STILL) == DEADLOCK
    (finding,) = story.diagnosis.current
    assert set(finding.workers) == {1, 2, 3}
    assert "in map() of pool1, whose workers (w2 and w3) are all stuck in their tasks at app.py:10" in finding.text


def test_nothing_is_on_its_way_between_threads():
    assert asked_under_lock("ThreadPool", "thread").found(2 * SETTLED_NS) == DEADLOCK


MAY_GO_ON = {
    "a worker is idle": lambda story: story.serves(4),
    "a worker is between two tasks": lambda story: story,
    "a callback was given": lambda story: story.serves(4).happens(ev.OpDone, 1, "callback", 1, "", "ok", began=story.t),
}


@pytest.mark.parametrize("why", MAY_GO_ON)
def test_it_is_not_said_where(why):
    story = Story(workers=3).object(1, "Pool").object(2, "RLock").takes(1, 2)
    for worker in (2, 3):
        takes_task(story, worker)
        story.waits(worker, "acquire", 2)
    MAY_GO_ON[why](story)
    assert story.waits(1, "map", 1).found(STILL) == []


def test_a_task_that_waits_for_its_own_pool():
    story = Story(workers=1, flavor="thread").object(1, "ThreadPoolExecutor")
    takes_task(story, 2)
    assert story.waits(2, "result", 1).waits(1, "result", 1).found() == DEADLOCK
    (finding,) = story.diagnosis.current
    assert finding.workers == (2,)
    assert "w2 waits in result() of threadpoolexecutor1, whose only worker it is at app.py:20" in finding.text


def test_somebody_may_take_the_task_back():
    story = Story(workers=2, flavor="thread").object(1, "ThreadPoolExecutor")
    takes_task(story, 2)
    assert story.waits(2, "result", 1).found(STILL) == []
