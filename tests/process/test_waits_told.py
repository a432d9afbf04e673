"""What a worker waits in is told as it begins to wait, with the time after which it gives up."""

import pytest

from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.projections.wait_groups import nobody_text, wait_graph
from mptui.projections.wording import object_text, reason_text
from vocabulary import FORK_FIRST, watch

EXACTLY = {
    *(("put", 0.021), ("get", 0.022), ("get", 0.023), ("put", 0.024), ("get", 0.025), ("get", 0.026)),
    *(("poll", 0.031), ("wait", 0.032), ("wait", 0.033), ("wait", 0.034), ("wait", 0.035), ("acquire", 0.036)),
    *(("result", 0.041), ("exception", 0.042), ("wait", 0.043), ("get", 0.045), ("wait", 0.046), ("next", 0.047)),
    *(("wait", 0.051), ("communicate", 0.052), ("join", 0.053)),
    *(("get", 0.061), ("put", 0.062), ("acquire", 0.063), ("wait", 0.064)),
}


@pytest.fixture(scope="module", params=FORK_FIRST)
def method(request):
    return request.param


def test_every_timeout_is_told(method):
    run = watch("timeouts.py", start_method=method)
    assert (run.status, run.stderr, run.state.anomaly_count) == (0, b"", 0)
    told = {(event.op, event.timeout) for event in run.kinds(ev.OpStarted) if event.timeout is not None}
    assert told >= EXACTLY
    assert any(op == "as_completed" and 0.04 < timeout <= 0.044 for op, timeout in told)


def before_its_end(run):
    """The state when the program had nothing left to do, and mptui had not yet ended it."""
    model = RunModel()
    state = model.state
    for event in run.events:
        if isinstance(event, ev.WorkerExited) and state.workers[event.worker].name in ("MainProcess", "setter"):
            break
        model.apply(event)
    return state


def test_who_wakes_a_dead_sleeper_is_seen_to_wait(method):
    run = watch("stuck_in_signals.py", "0.5", start_method=method, timeout=6)
    state = before_its_end(run)
    by_name = {worker.name: worker for worker in state.workers.values()}
    assert reason_text(state, by_name["MainProcess"]) == "waits in notify_all of changed for those whom it wakes"
    assert reason_text(state, by_name["setter"]) == "waits in set of stop for those whom it wakes"
    graph = wait_graph(state, state.now)
    assert graph.cycles == ()
    assert {nobody_text(group) for group in graph.groups} == {"it waits until each that it wakes has woken"}
    stop = next(shared for shared in state.objects.values() if shared.name == "stop")
    assert object_text(state, stop)[0][0][0] == "being set"


def test_the_join_of_a_feeder_at_the_end_is_seen():
    run = watch("unread_at_exit.py", timeout=3)
    state = before_its_end(run)
    assert run.stdout == b"at the end\n"
    wait = state.main.wait
    assert (wait.op, state.objects[wait.object].name, wait.where) == ("join_thread", "files", "")
    assert reason_text(state, state.main).startswith("waits until what it put into files is sent (")


def test_the_shutdown_of_an_executor_at_the_end_is_seen():
    state = before_its_end(watch("executor_at_exit.py", timeout=3))
    wait = state.main.wait
    assert (wait.op, state.objects[wait.object].name, wait.where) == ("shutdown", "executor", "")
