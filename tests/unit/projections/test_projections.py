import signal
import sys

import msgspec
import pytest

from mptui import events as ev
from mptui.model import queries
from mptui.model.run_model import RunModel
from mptui.model.signals import signal_name
from mptui.model.state import RunState, SharedObject
from mptui.projections import status as show
from mptui.projections import wording

SEC = 1_000_000_000


def model_after(*events):
    model = RunModel()
    for event in (ev.RunStarted(0, 0, 0, "p.py", (), "fork", "3.11", "linux"), *events):
        model.apply(event)
    return model


def run(*events):
    return model_after(*events).state


def worker(number, name, flavor="process", pid=None):
    return (ev.WorkerCreated(1, number, 1, name, flavor, None), ev.WorkerStarted(2, number, 2, pid or 100 + number))


FAMILY = (*worker(1, "MainProcess", "main"), *worker(2, "A"), *worker(3, "B"))
LOCK = ev.ObjectCreated(3, 1, 3, 1, "Lock", "lock", "p.py:1")


def acquire(number, t=5, target=1):
    op = ev.OpStarted(t, number, 4, "acquire", target, "p.py:9")
    return op, ev.OpFinished(t + 1, number, 5, "acquire", target, "ok")


def want(number, t=7, target=1, op="acquire"):
    return ev.OpStarted(t, number, 6, op, target, "p.py:9")


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (0, "0.0 s"),
        (300_000_000, "0.3 s"),
        (9 * SEC, "9.0 s"),
        (12 * SEC, "12 s"),
        (185 * SEC, "3 min 05 s"),
        (-5, "0.0 s"),
    ],
)
def test_duration(ns, text):
    assert show.duration(ns) == text


def test_a_waiter_names_the_lock_and_its_holder():
    state = run(*FAMILY, LOCK, *acquire(3), want(2))
    assert wording.reason_text(state, state.workers[2]) == "waits for lock — held by B"
    assert wording.reason_text(state, state.workers[3]) == "holds lock"
    parts, counts = wording.object_text(state, state.objects[1])
    assert "".join(text for text, _ in parts) == "held by B · 1 waiting"
    assert counts == "1 acquired"


def test_a_dead_holder_is_said_to_have_ended_without_a_release():
    model = model_after(*FAMILY, LOCK, *acquire(3), ev.WorkerExited(9, 3, 9, -9))
    state = model.state
    assert wording.reason_text(state, state.workers[3]) == "ended without releasing lock"
    assert show.state_text(state.workers[3], "linux") == "killed SIGKILL"
    assert wording.holder_text(state, state.objects[1]) == "held by B (killed)"


def test_waits_in_queues_pipes_and_joins():
    queue = ev.ObjectCreated(3, 1, 3, 1, "Queue", "jobs", "p.py:1", maxsize=2)
    pipe = ev.ObjectCreated(3, 1, 3, 2, "Pipe", "left", "p.py:1")
    state = run(*FAMILY, queue, pipe, want(2, op="put"), want(3, target=2, op="recv"))
    assert wording.reason_text(state, state.workers[2]) == "waits to put into jobs (0/2)"
    assert wording.reason_text(state, state.workers[3]) == "waits to receive from left"
    state = run(*FAMILY, queue, want(2, op="get"), ev.OpStarted(4, 1, 5, "join", None, "p.py:7", target=2))
    assert wording.reason_text(state, state.workers[2]) == "waits to get from jobs (0)"
    assert wording.reason_text(state, state.workers[1]) == "waits for A to end"


@pytest.mark.parametrize(
    ("depth", "maxsize", "bar"),
    [
        (0, 3, "▯▯▯ 0/3"),
        (2, 3, "▮▮▯ 2/3"),
        (3, 3, "▮▮▮ 3/3"),
        (5, 3, "▮▮▮ 5/3"),
        (1, 1000, "▮▯▯▯▯▯▯▯▯▯▯▯ 1/1000"),
        (999, 1000, "▮▮▮▮▮▮▮▮▮▮▮▯ 999/1000"),
        (1, 1, "▮ 1/1"),
        (0, None, "0"),
        (40, None, "▮▮▮▮▮▮▮▮▮▮▮▮ 40"),
    ],
)
def test_queue_bar(depth, maxsize, bar):
    queue = SharedObject(1, "Queue", "multiprocessing", "jobs", "p.py:1", maxsize=maxsize, depth=depth)
    assert wording.queue_bar(queue) == bar


def test_status_facts_say_how_the_knobs_stand():
    state = run(*FAMILY, ev.KnobChanged(5, 0, 1, "lock", False), ev.KnobChanged(5, 0, 2, "pace", 0.05))
    state.knobs["buffering"] = "block"
    facts = show.status_facts(state)
    assert facts.contract == ("lock off", "maxsize –", "torn 0 of 0", "fork", "block", "pace 0.05 s")  # noqa: RUF001
    facts = show.status_facts(run(*FAMILY))
    assert (facts.lock, facts.pace, facts.workers, facts.run) == ("lock on", "pace 0 s", "3 workers", "running")


def test_how_a_worker_ended():
    state = run(*FAMILY, ev.WorkerExited(5, 2, 5, 0), ev.WorkerExited(5, 3, 5, 1, zombie=True))
    assert show.state_text(state.workers[2], "linux") == "exited (0)"
    assert show.state_text(state.workers[3], "linux") == "zombie (1)"
    assert not queries.failed(state.workers[2])
    assert queries.failed(state.workers[3])


def test_losses_and_problems_are_words():
    state = run(*FAMILY, ev.EventsLost(3, 2, 4, 7), ev.ProbeFailed(4, 3, 5, "x"))
    facts = show.status_facts(state)
    assert facts.lost == "lost 7"
    assert facts.contract[-1] == "lost 7"
    assert facts.problems == "probe failed in 1"


def test_a_failure_of_the_run_is_a_problem_and_no_worker():
    state = run(ev.ProbeFailed(1, ev.PROGRAM, 1, "cannot start python"))
    assert show.problems_text(state) == "cannot start python"
    assert state.workers == {}


def test_how_a_run_ends():
    assert show.run_text(RunState()) == "starting"
    assert show.run_text(run(*FAMILY, ev.KnobChanged(5, 0, 1, "pause", True))) == "paused"
    assert show.run_text(run(*FAMILY, ev.RunFinished(9, 0, 1, 0))) == "finished exit 0"
    assert show.run_text(run(*FAMILY, ev.RunFinished(9, 0, 1, -15))) == "finished SIGTERM"


def test_tags_number_everybody_but_main():
    state = run(*worker(7, "A"), *worker(1, "MainProcess", "main"), *worker(3, "B"))
    assert {one.id: one.tag for one in state.workers.values()} == {7: "1", 1: "m", 3: "2"}


def test_edges_are_longest_first():
    other = ev.ObjectCreated(3, 1, 3, 2, "Lock", "other", "p.py:2")
    state = run(*FAMILY, LOCK, other, *acquire(2), *acquire(3, target=2), want(2, 20, 2), want(3, 30, 1))
    found = queries.edges(state, now=100)
    assert [(edge.waiter.name, edge.object.name, edge.holders[0].name, edge.ns) for edge in found] == [
        ("A", "other", "B", 80),
        ("B", "lock", "A", 70),
    ]


def test_projections_survive_what_is_not_there():
    state = run(*worker(2, "A"), want(2, target=77))
    assert wording.reason_text(state, state.workers[2]) == "waits in acquire"
    state.workers[2] = msgspec.structs.replace(state.workers[2], holding=(77,), wait=None)
    assert wording.reason_text(state, state.workers[2]) == ""
    assert wording.name_of(state, 99) == "worker 99"
    assert [signal_name(number, "linux") for number in (77, 10)] == ["signal 77", "SIGUSR1"]
    assert signal_name(10, "darwin") == "SIGBUS"
    for one in signal.Signals:
        assert signal_name(one.value, sys.platform) == one.name
