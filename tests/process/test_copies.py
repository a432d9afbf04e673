"""Objects of threads are of one process: a fork makes copies of them, and each is shown as what it is."""

import pytest

from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.projections.wait_groups import wait_graph
from mptui.projections.wording import object_text, reason_text
from vocabulary import watch

WORKERS = ("w0", "w1", "w2")


@pytest.fixture(scope="module", params=["fork", "spawn"])
def run(request):
    run = watch("thread_objects_forked.py", start_method=request.param)
    run.method = request.param
    return run


def after_each(run):
    """The state after each event."""
    model = RunModel()
    state = model.state
    for event in run.events:
        model.apply(event)
        yield state, event


def test_each_process_has_its_own(run):
    alone = "1 1 True True" if run.method == "spawn" else "1 2 True False"
    assert sorted(run.lines) == sorted([alone] * 3 + ["0 1 False"])
    assert (run.status, run.stderr, run.state.anomaly_count) == (0, b"", 0)
    names = [shared.name for shared in run.state.objects.values()]
    assert len(names) == len(set(names))
    assert set(names) >= {"lock", *(f"lock ({worker})" for worker in WORKERS)}


def test_nothing_is_shown_at_the_object_of_another_process(run):
    makers = {event.object: event.worker for event in run.kinds(ev.ObjectCreated)}
    pids = {worker.id: worker.pid for worker in run.state.workers.values()}
    used = [event for event in run.events if getattr(event, "object", None) and not isinstance(event, ev.ObjectCreated)]
    assert used
    assert {event.object for event in used if pids[event.worker] != pids[makers[event.object]]} == set()


def test_no_lock_is_held_or_waited_for_across_processes(run):
    for state, _ in after_each(run):
        assert wait_graph(state, state.now).cycles == ()
        for shared in state.objects.values():
            assert len({state.workers[holder].pid for holder in shared.holders}) <= 1


def test_only_what_is_known_of_a_copy_is_said(run):
    state = run.state
    by_name = {shared.name: shared for shared in state.objects.values()}
    assert (by_name["items"].depth, by_name["items (w1)"].depth, by_name["semaphore (w1)"].depth) == (0, 1, 1)
    assert by_name["used (w1)"].counted is (run.method == "spawn")
    assert object_text(state, by_name["event"])[0][0][0] == "not set"
    assert object_text(state, by_name["event (w1)"])[0][0][0] == "set"
    if run.method == "fork":
        assert by_name["items (w1)"].copy_of == by_name["items"].id
        assert object_text(state, by_name["held (w1)"])[0][0][0] == "not known who holds it"


def test_what_a_copy_was_taken_by_is_not_guessed():
    run = watch("thread_objects_forked.py", start_method="fork")
    told = set()
    for state, event in after_each(run):
        if isinstance(event, ev.OpStarted) and event.op == "acquire":
            told.add(reason_text(state, state.workers[event.worker]))
    assert told >= {f"waits for held ({worker}), at most 0.1 s — not known who holds it" for worker in WORKERS}
