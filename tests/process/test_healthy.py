"""Programs that look like faulty ones and are in order: nobody is accused, at no moment of their runs."""

import pytest

from mptui import events as ev
from mptui.events import singles
from mptui.model.cycles import any_cycle
from mptui.model.observed import Observed
from mptui.model.run_model import RunModel
from mptui.model.standing import dead_owner
from mptui.projections.wait_groups import wait_graph
from mptui.projections.wording import object_text, reason_text
from vocabulary import METHODS, watch

PROGRAMS = ("batons", "copied_lock", "ping_pong", "start_token", "signals", "own_locks")
LIBRARIES = ("asyncio", "pool_callbacks", "future_callbacks", "log_listener", "manager", "server", "raw_threads")
RUNS = [(f"healthy/{name}.py",) for name in PROGRAMS] + [("healthy/library_threads.py", part) for part in LIBRARIES]
OTHERS = [method for method in METHODS if method != "fork"]


def moments(run):
    """The state after each event, those that are told of in one each for itself."""
    observed = Observed()
    model = RunModel(observed=observed)
    for event in (single for many in run.events for single in singles(many)):
        model.apply(event)
        yield model.state, event
    assert not observed.seen["deadlock"]
    assert not observed.seen["dead_owner"]


def check(run):
    assert (run.status, run.stderr, run.report["events"]["lost"]) == (0, b"", 0)
    for state, event in moments(run):
        assert (state.anomaly_count, list(state.anomalies)) == (0, [])
        assert wait_graph(state, state.now).cycles == (), event
        assert not any_cycle(state), event
        assert not dead_owner(state), event
        said = [reason_text(state, worker) for worker in state.workers.values()]
        said += ["".join(text for text, _ in object_text(state, shared)[0]) for shared in state.objects.values()]
        assert not [text for text in said if "ended holding" in text or "will never" in text], event


@pytest.mark.parametrize("program", RUNS, ids=lambda program: program[-1])
def test_nobody_is_accused(program):
    check(watch(*program, start_method="fork"))


@pytest.mark.slow
@pytest.mark.parametrize("method", OTHERS)
@pytest.mark.parametrize("program", RUNS, ids=lambda program: program[-1])
def test_nobody_is_accused_by_other_start_methods(program, method):
    check(watch(*program, start_method=method))


@pytest.mark.parametrize("part", [part for part in LIBRARIES if part not in ("log_listener", "raw_threads")])
def test_what_a_librarys_thread_does_is_its_own(part):
    """It says itself which thread it is."""
    run = watch("healthy/library_threads.py", part)
    names = {worker.id: worker.name for worker in run.state.workers.values()}
    told = [event for event in run.kinds(ev.Output) if b" in " in event.data]
    assert len(told) >= 2
    for event in told:
        assert event.data.decode().split(" in ")[1].strip() in (names[event.worker], "MainThread")
    operations = [event for event in run.events if isinstance(event, ev.OpDone | ev.OpFinished)]
    takers = {names[event.worker] for event in operations if event.op == "acquire" and event.outcome == "ok"}
    assert takers == {event.data.decode().split(" in ")[1].strip() for event in told} - {"MainThread"} | (
        {"MainProcess"} if part == "pool_callbacks" else set()
    )
    assert {worker.parent for worker in run.state.workers.values()} <= {None, *names}


def test_raw_threads_end():
    run = watch("healthy/library_threads.py", "raw_threads")
    threads = [worker for worker in run.state.workers.values() if worker.flavor == "thread"]
    assert len(threads) == 3
    assert all(worker.name.startswith("Thread-") and worker.parent == run.state.main.id for worker in threads)
    assert len([event for event in run.kinds(ev.WorkerExited) if event.worker in {w.id for w in threads}]) == 3


def test_workers_that_a_pool_makes_later_are_children_of_its_process():
    run = watch("pool_generations.py")
    workers = [worker for worker in run.state.workers.values() if worker.flavor == "process"]
    assert len(workers) >= 4
    assert {worker.parent for worker in workers} == {run.state.main.id}
