"""Who waits in vain is helped out, and nobody else; the events say who did what."""

import sys
import time

import pytest

from live import LIMIT, live
from mptui import events as ev
from mptui.findings.diagnosis import Diagnosis
from mptui.findings.remedies import remedy
from mptui.model.lifecycle import WorkerState
from mptui.model.run_model import RunModel
from vocabulary import METHODS, texts

ENOUGH_NS = 5_000_000_000
"""By how much time goes on, for the diagnosis, once somebody waits."""


class Watched:
    """A live run, its state, and what can be done for whom."""

    def __init__(self, run):
        self.run, self.model, self._seen = run, RunModel(), 0

    def catch_up(self):
        self.run.take()
        for event in self.run.events[self._seen :]:
            self.model.apply(event)
        self._seen = len(self.run.events)
        return self.model.state

    def until(self, fits):
        deadline = time.monotonic() + LIMIT
        while not fits(self.catch_up()):
            assert time.monotonic() < deadline
        return self.model.state

    def remedy(self, name=None):
        state = self.model.state
        diagnosis = Diagnosis()
        diagnosis.look(state, state.now + ENOUGH_NS)
        chosen = next((worker.id for worker in state.workers.values() if worker.name == name), None)
        return remedy(state, diagnosis.current, chosen)

    def stands_still(self):
        """Whether nothing has happened for a while."""
        before = len(self.run.events)
        self.run.during(0.5)
        self.catch_up()
        return len(self.run.events) == before

    def unblock(self, name=None):
        self.until(lambda _: self.stands_still() and self.remedy(name) is not None)
        found = self.remedy(name)
        self.run.session.unblock(found.how, found.worker, found.object)
        return found


def helped(way, *names, method="fork"):
    """Help out as often as names are given; returns the remedies, the run and its state at the end."""
    with live("unblock.py", way, start_method=method) as run:
        watched = Watched(run)
        found = [watched.unblock(name) for name in names or (None,)]
        run.to_the_end()
        return found, run, watched.catch_up()


def unblocked(run):
    return [(event.worker, event.how, event.object) for event in run.kinds(ev.Unblocked)]


@pytest.mark.parametrize("method", METHODS)
def test_one_of_two_that_wait_for_each_other_gets_an_error(method):
    (found,), run, state = helped("deadlock", "left", method=method)
    assert found.how == "end_wait"
    assert unblocked(run) == [(found.worker, "end_wait", found.object)]
    out = "".join(texts(run).values())
    assert sorted(out.split("\n")) == sorted(["both", "left: mptui was asked to end this wait", ""])
    assert state.exit_code == 0
    assert list(state.anomalies) == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("way", ["lock", "semaphore"])
def test_what_a_killed_process_held_is_released_once(way, method):
    (found,), run, state = helped(way, method=method)
    assert (found.how, len(unblocked(run))) == ("release", 1)
    assert "".join(texts(run).values()) == "got it\nfree again\n"
    (shared,) = (one for one in state.objects.values() if one.id == found.object)
    assert (shared.handed, shared.depth if way == "semaphore" else 0) == (0, 0)
    assert list(state.anomalies) == []


def test_what_a_thread_held_that_has_ended_is_released():
    (found,), run, state = helped("thread")
    assert (found.how, unblocked(run)) == ("release", [(1, "release", found.object)])
    assert "".join(texts(run).values()) == "got it\n"
    assert list(state.anomalies) == []


@pytest.mark.parametrize("way", ["full", "full of threads"])
def test_a_put_into_a_full_queue_ends_as_if_its_time_were_over(way):
    (found,), run, state = helped(way)
    assert (found.how, len(unblocked(run))) == ("end_wait", 1)
    assert "".join(texts(run).values()) == "it is full\n"
    assert (state.exit_code, state.objects[found.object].depth) == (0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="a pipe of another process is opened by way of /proc")
@pytest.mark.parametrize("method", METHODS)
def test_what_nobody_gets_is_thrown_away_so_that_a_process_can_end(method):
    (found,), run, state = helped("drain", method=method)
    assert found.how == "discard"
    assert unblocked(run) == [(found.worker, "discard", found.object)]
    assert "".join(texts(run).values()) == "putter ended with 0\nwhat is left is whole\n"
    assert state.exit_code == 0


def test_a_zombie_is_reaped_at_its_parents_next_operation():
    with live("unblock.py", "zombie", start_method="fork") as run:
        watched = Watched(run)
        watched.until(lambda state: state.count_by_state[WorkerState.ZOMBIE] == 1)
        found = watched.remedy("short")
        run.session.unblock(found.how, found.worker, found.object)
        assert found.how == "reap"
        state = watched.until(lambda state: state.count_by_state[WorkerState.ZOMBIE] == 0)
        assert [one.how for one in state.unblocked] == ["reap"]
        assert state.main.state is WorkerState.RUNNING
